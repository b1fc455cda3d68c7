import { createDispatch } from "@/lib/api/dispatch";
import { handlers } from "@/lib/api/handlers/index";
import type { StreamItem } from "@/lib/api/sse";
import { contract } from "@/lib/contract/registry";
import type { NewAgent } from "@/lib/domain/agents/new-agent";
import type { Context } from "@/lib/domain/context";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { textOf } from "@/lib/runtime/messages";
import type { Model, ModelRequest } from "@/lib/runtime/ports";
import { finish, type ScriptedTurn, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { aTurnWorld, type TurnWorld } from "./turns";

/** The API as raw as HTTP: what a client that is not ours speaks to. */
export function fetchOf(ctx: Context) {
  const dispatch = createDispatch({ contract, handlers, authenticate: async () => ctx });
  return (url: string | URL | Request, init?: RequestInit) =>
    dispatch(url instanceof Request ? url : new Request(new URL(url, "http://mneme.test"), init));
}

/** A request that is answered by a stream, as its frames. Fails the test when the answer is something else. */
export async function framesOf(ctx: Context, path: string, body: unknown): Promise<StreamItem[]> {
  const response = await fetchOf(ctx)(path, { method: "POST", body: JSON.stringify(body) });
  if (!response.headers.get("content-type")?.startsWith("text/event-stream"))
    throw new Error(`${path} answered ${response.status}: ${await response.text()}`);
  return parseFrames(await response.text());
}

export const parseFrames = (text: string): StreamItem[] =>
  text
    .split("\n\n")
    .filter(Boolean)
    .map((frame) => {
      const event = /^event: (.*)$/m.exec(frame)?.[1];
      const data = /^data: (.*)$/m.exec(frame)?.[1] ?? "";
      return data === "[DONE]" ? { done: true } : { ...(event && { event }), data: JSON.parse(data) };
    });

/** A world whose agents have all base tools at hand, with one agent in it. */
export async function anAgentThat(model: Model, fields: NewAgent = {}) {
  const world = await aTurnWorld({ model });
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({ memory_blocks: [{ label: "human", value: "Ada" }], ...fields });
  return { ...world, agent, ...speaking(world) };
}

function speaking({ ctx, api }: TurnWorld) {
  return {
    aConversation: (agent_id: string, body: object = {}) =>
      api.conversations.createConversation({ query: { agent_id }, body }),
    say: (conversation_id: string, input: string, more: object = {}) =>
      framesOf(ctx, `/v1/conversations/${conversation_id}/messages`, { input, ...more }),
    /** As one JSON answer. */
    ask: (conversation_id: string, input: string, more: object = {}) =>
      api.conversations.sendConversationMessage({
        params: { conversation_id },
        body: { input, streaming: false, ...more },
      }),
  };
}

/** Waits in its first call until it is let go; answers `ok` whenever it is asked. */
export function heldModel(): Model & { release: () => void; requests: ModelRequest[] } {
  const model = scriptedModel();
  const { promise, resolve } = Promise.withResolvers<void>();
  const requests: ModelRequest[] = [];
  model.stream = async function* (request) {
    requests.push({ ...request, messages: structuredClone(request.messages) });
    const aborted = new Promise((_, reject) =>
      request.signal.addEventListener("abort", () => reject(request.signal.reason), { once: true }),
    );
    await Promise.race([promise, aborted]);
    yield* [text("ok"), finish()];
  };
  return Object.assign(model, { release: resolve, requests });
}

/** A model that says these texts, one a call. */
export const saying = (...texts: string[]) =>
  scriptedModel(...texts.map((said): ScriptedTurn => [text(said)]));

/** The system message of a model call, and everything behind it as `role: text`. */
export const systemOf = ({ messages }: ModelRequest) => textOf(messages[0].content);
export const heardBy = ({ messages }: ModelRequest) =>
  messages.slice(1).map(({ role, content }) => `${role}: ${textOf(content)}`);
