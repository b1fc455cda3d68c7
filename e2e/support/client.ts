import Letta from "@letta-ai/letta-client";
import type { AgentState } from "@letta-ai/letta-client/resources/agents/agents";

/**
 * The official client, as its users make it; `maxRetries` is 0 so that a failure is seen as it is. With E2E_CLIENT_URL all
 * traffic goes through that address, where a proxy may watch it.
 */
export const clientOf = (baseURL: string, options: ConstructorParameters<typeof Letta>[0] = {}) =>
  new Letta({ baseURL: process.env.E2E_CLIENT_URL ?? baseURL, apiKey: null, maxRetries: 0, ...options });

/** What an iteration yields, in order. */
export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** The error a call ends with; a call that succeeds fails the test. */
export async function failure(call: PromiseLike<unknown>): Promise<any> {
  try {
    await call;
  } catch (error) {
    return error;
  }
  throw new Error("The call succeeded");
}

/** An agent with the two usual blocks. */
export const newAgent = (
  client: Letta,
  model: string,
  fields: Partial<Letta.AgentCreateParams> = {},
): Promise<AgentState> =>
  client.agents.create({
    model,
    memory_blocks: [
      { label: "human", value: "" },
      { label: "persona", value: "I am a companion who remembers." },
    ],
    ...fields,
  });

export const DEMO = "demo/rules-v1";
