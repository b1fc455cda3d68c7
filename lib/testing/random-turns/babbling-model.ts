import { ModelError } from "@/lib/runtime/model-error";
import type { Model, ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { callTool, finish, reasoning, scriptedConfig, text } from "@/lib/runtime/testing/scripted-model";
import { isSummaryRequest } from "../compaction";
import type { Dice } from "../random";
import { assertAnswered } from "./assert-answered";

const WINDOW = 32_000;
const MIND = {
  text: 30,
  calls: 38,
  thought: 8,
  nothing: 2,
  refuses: 3,
  overflows: 2,
  breaks: 2,
};

/** Says and does anything that a model may: talks, calls tools well and badly, fails, fills its window. */
export function babblingModel(dice: Dice, live: () => Promise<void>): Model & { problems: Error[] } {
  const problems: Error[] = [];
  return {
    config: { ...scriptedConfig, context_window: WINDOW },
    problems,
    async *stream(request) {
      await live();
      try {
        assertAnswered(request.messages, { isRequest: true });
      } catch (problem) {
        problems.push(problem as Error);
      }
      for (const part of await answer(dice, request)) {
        await live();
        request.signal.throwIfAborted();
        yield part.type === "finish" ? { ...part, trace: { request: {}, response: {} } } : part;
      }
    },
    preview: async (request) => ({ messages: request.messages }),
  };
}

async function answer(dice: Dice, request: ModelRequest): Promise<ModelPart[]> {
  if (isSummaryRequest(request)) return [text("They spoke about tea."), finish()];
  const mind = dice.weighted(MIND);
  // A turn that goes on and on teaches nothing new.
  const isLong = request.messages.length > 60;
  switch (mind) {
    case "refuses":
      throw new ModelError(dice.pick(["rate_limit", "server", "overloaded"] as const), "not now");
    case "overflows":
      throw new ModelError("context_window_exceeded", "prompt is too long");
    case "nothing":
      return [finish()];
    case "breaks":
      return [text("I beg"), ...calls(dice, request, 1), finish("length")];
    case "thought":
      return [reasoning("Hm.", dice.chance(0.5) ? "signed" : null), ...said(dice, request), usage(dice)];
    case "calls":
      if (!isLong)
        return [...(dice.chance(0.3) ? [text("Let me see. ")] : []), ...calls(dice, request), usage(dice)];
  }
  return [...said(dice, request), usage(dice)];
}

const said = (dice: Dice, request: ModelRequest): ModelPart[] =>
  request.tools.some(({ name }) => name === "send_message")
    ? callTool("send_message", { message: "Well, well." }, callId(dice))
    : [text("Well, "), text("well.")];

/** Sometimes the window is full, by the provider's count. */
const usage = (dice: Dice) => {
  const total = dice.chance(0.06) ? WINDOW - 10 : 100 + dice.below(900);
  return finish("stop", { input: total - 5, output: 5, total });
};

const callId = (dice: Dice) => `call-${dice.below(2 ** 30).toString(36)}${dice.below(2 ** 30).toString(36)}`;

function calls(dice: Dice, { tools }: ModelRequest, most = 3): ModelPart[] {
  const names = [...tools.map(({ name }) => name), ...(dice.chance(0.05) ? ["no_such_tool"] : [])];
  if (names.length === 0) return [text("I cannot.")];
  return Array.from({ length: 1 + dice.below(most) }, () => {
    const name = dice.pick(names);
    return callTool(name, dice.chance(0.07) ? '{"broken' : argumentsOf(dice, name), callId(dice));
  }).flat();
}

function argumentsOf(dice: Dice, name: string): Record<string, unknown> {
  const beat = { request_heartbeat: dice.chance(0.6) };
  switch (name) {
    case "memory_insert":
      return {
        label: dice.pick(["human", "persona", "nobody"]),
        new_string: `note ${dice.below(1000)}`,
        ...beat,
      };
    case "core_memory_append":
      return { label: "human", content: `note ${dice.below(1000)}`, ...beat };
    case "memory_replace":
      return { label: "human", old_string: "note", new_string: "word", ...beat };
    case "archival_memory_insert":
      return { content: `fact ${dice.below(1000)}`, ...beat };
    case "send_message":
      return { message: "I say so.", ...beat };
    default:
      return { query: "tea", ...beat };
  }
}
