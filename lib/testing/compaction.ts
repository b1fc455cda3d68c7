import type { NewAgent } from "@/lib/domain/agents/new-agent";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { textOf } from "@/lib/runtime/messages";
import { ModelError } from "@/lib/runtime/model-error";
import type { Model, ModelRequest } from "@/lib/runtime/ports";
import { finish, type ScriptedTurn, scriptedConfig, text } from "@/lib/runtime/testing/scripted-model";
import { aTurnWorld, type TurnWorldOptions } from "./turns";

export interface TalkingModel extends Model {
  /** Summaries that were asked for. */
  summaries: ModelRequest[];
  /** What the next requests for a summary meet instead of an answer. */
  failures: Error[];
  /** Awaited before a summary is written. */
  beforeSummary: () => Promise<void> | void;
  /** What the next calls do instead of talking. */
  next: ScriptedTurn[];
  /** Tokens that it reports for the next answers. */
  usage: number;
}

export const isSummaryRequest = ({ messages, tools }: Pick<ModelRequest, "messages" | "tools">) =>
  tools.length === 0 && /summar/i.test(textOf(messages[0].content));

/** A model that answers whatever it is told and writes a summary whenever it is asked for one. */
export function talkingModel(): TalkingModel {
  let answers = 0;
  const model: TalkingModel = {
    config: scriptedConfig,
    summaries: [],
    failures: [],
    beforeSummary: () => {},
    next: [],
    usage: 100,
    async *stream(request) {
      if (isSummaryRequest(request)) {
        model.summaries.push(request);
        await model.beforeSummary();
        const failure = model.failures.shift();
        if (failure) throw failure;
        yield text(`Summary ${model.summaries.length}.`);
        yield finish("stop", { input: 7_000, output: 7, total: 7_007 });
        return;
      }
      const turn = model.next.shift() ?? [text(`Answer ${++answers}.`)];
      if (turn instanceof Error) throw turn;
      yield* turn.flat();
      const reason = turn.flat().some(({ type }) => type === "tool_call_start") ? "tool_calls" : "stop";
      yield finish(reason, { input: model.usage - 5, output: 5, total: model.usage });
    },
    preview: async () => ({}),
  };
  return model;
}

export const overflow = () => new ModelError("context_window_exceeded", "prompt is too long");

/** An agent that talks through such a model, whatever config it is opened with. */
export async function aTalkingAgent(fields: NewAgent = {}, options: TurnWorldOptions = {}) {
  const model = talkingModel();
  const world = await aTurnWorld(options);
  const opened: Model["config"][] = [];
  world.ctx.models.openModel = async (_, config) => {
    opened.push(config);
    return { ...model, config };
  };
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent(fields);
  const params = { agent_id: agent.id };
  const row = () => world.ctx.db.agent.findFirstOrThrow({ where: { id: agent.id } });
  const say = (input: string, body: object = {}) =>
    world.api.agents.sendMessage({ params, body: { input, ...body } as never });
  return {
    ...world,
    agent,
    model,
    /** The configs that models were opened with. */
    opened,
    say,
    async talk(turns: number) {
      for (let turn = 0; turn < turns; turn++) await say(`Question ${turn}`);
    },
    summarize: (body?: object) => world.api.agents.summarizeMessages({ params, body: body as never }),
    window: async () => (await row()).message_ids,
    history: () => world.api.agents.listMessages({ params, query: { limit: 0 } }),
    messages: async () => {
      const ids = (await row()).message_ids;
      const rows = await world.ctx.db.message.findMany({ where: { id: { in: ids } } });
      return ids.map((id) => rows.find((message) => message.id === id)!);
    },
  };
}
