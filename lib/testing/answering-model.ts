import { textOf } from "@/lib/runtime/messages";
import type { Model, ModelPart, ModelRequest } from "@/lib/runtime/ports";
import { finish, scriptedModel } from "@/lib/runtime/testing/scripted-model";

export interface AnsweringModel extends Model {
  /** What each agent was asked, in the order of the calls. */
  asked: { agentId: string; request: ModelRequest }[];
}

type Reply = (ModelPart | ModelPart[])[];

/** A model that many agents share: `answer` decides by who asks and what. It may wait, until the turn is aborted. */
export function answeringModel(
  answer: (agentId: string, request: ModelRequest) => Reply | Promise<Reply>,
): AnsweringModel {
  const asked: AnsweringModel["asked"] = [];
  return {
    ...scriptedModel(),
    asked,
    async *stream(request) {
      const agentId = agentIdOf(request);
      asked.push({ agentId, request: { ...request, messages: structuredClone(request.messages) } });
      const parts = (await Promise.race([answer(agentId, request), aborted(request.signal)])).flat();
      yield* parts;
      if (parts.at(-1)?.type !== "finish")
        yield finish(parts.some(({ type }) => type === "tool_call_start") ? "tool_calls" : "stop");
    },
  };
}

const agentIdOf = ({ messages }: ModelRequest) =>
  /AGENT_ID: (agent-[0-9a-f-]+)/.exec(textOf(messages[0].content))?.[1] ?? "";

const aborted = (signal: AbortSignal) =>
  new Promise<never>((_, reject) => {
    const stop = () => reject(new Error("The turn was aborted"));
    if (signal.aborted) stop();
    else signal.addEventListener("abort", stop, { once: true });
  });
