import type { Actor } from "@/lib/domain/context";
import { loadMessages } from "@/lib/domain/messages/load-messages";
import { ensureBaseTools } from "@/lib/domain/tools/ensure-base-tools";
import { textOf } from "@/lib/runtime/messages";
import type { Model, ModelRequest } from "@/lib/runtime/ports";
import { returnText } from "@/lib/runtime/returns";
import { callTool } from "@/lib/runtime/testing/scripted-model";
import { aTurnWorld, type TurnWorld, type TurnWorldOptions } from "./turns";

/** Writes a line about the user; needs approval. */
export const writes = (new_string: string, id: string) =>
  callTool("memory_insert", { label: "human", new_string }, id);

/** Runs on the client, so it always waits. */
export const asksTheClient = (id: string) => callTool("Bash", { command: "ls" }, id);

export const client_tools = [
  {
    name: "Bash",
    description: "Runs a command",
    parameters: { type: "object", properties: { command: { type: "string" } } },
  },
];

export const approve = (tool_call_id: string, more: object = {}) => ({
  type: "approval",
  tool_call_id,
  approve: true,
  ...more,
});
export const deny = (tool_call_id: string, reason: string | null = null) => ({
  type: "approval",
  tool_call_id,
  approve: false,
  reason,
});
export const answer = (...approvals: object[]) => ({ messages: [{ type: "approval", approvals }] });

/** An organisation with an agent whose memory is written only with approval. */
export async function anAgentThatAsks(model: Model, options: TurnWorldOptions = {}, fields: object = {}) {
  const world = await aTurnWorld({ model, ...options });
  await ensureBaseTools(world.ctx);
  const agent = await world.anAgent({
    memory_blocks: [{ label: "human", value: "" }],
    tools: ["memory_insert"],
    agent_type: "letta_v1_agent",
    include_base_tools: false,
    include_base_tool_rules: false,
    tool_rules: [{ type: "requires_approval", tool_name: "memory_insert" }],
    ...fields,
  } as never);
  return { ...world, agent, ...speaking(world, agent.id) };
}

/** What another process of the same organisation sees of that agent. */
export async function anotherProcess(actor: Actor, agentId: string, options: TurnWorldOptions) {
  const world = await aTurnWorld({ ...options, actor });
  return { ...world, ...speaking(world, agentId) };
}

function speaking({ ctx, send, api }: TurnWorld, agentId: string) {
  const post = (path: string, body: object) => send("POST", path, { client_tools, ...body });
  return {
    /** To the default conversation, as one JSON answer. */
    say: (body: string | object) =>
      post(`/v1/agents/${agentId}/messages`, typeof body === "string" ? { input: body } : body),
    /** To another conversation. */
    sayIn: (id: string, body: string | object) =>
      post(`/v1/conversations/${id}/messages`, {
        streaming: false,
        ...(typeof body === "string" ? { input: body } : body),
      }),
    aConversation: async () =>
      (await api.conversations.createConversation({ query: { agent_id: agentId }, body: {} })).id,
    async memory() {
      const params = { agent_id: agentId, block_label: "human" };
      return (await api.agents.retrieveCoreMemoryBlock({ params })).value;
    },
    /** The stored rows that a conversation shows to the model. */
    async window(id: string | null = null) {
      const row = id
        ? (await ctx.db.conversation.findFirstOrThrow({ where: { id } })).in_context_message_ids
        : (await ctx.db.agent.findFirstOrThrow({ where: { id: agentId } })).message_ids;
      return loadMessages(ctx, agentId, row);
    },
    runs: () => ctx.db.run.findMany({ where: { agent_id: agentId }, orderBy: { created_at: "asc" } }),
  };
}

/** What the model was told last of its calls, by the ids of the calls. */
export const returnsIn = ({ messages }: ModelRequest): Record<string, string> =>
  Object.fromEntries(
    (messages.findLast(({ role }) => role === "tool")?.tool_returns ?? []).map((item) => [
      item.tool_call_id,
      returnText(item),
    ]),
  );

export const lastWords = ({ messages }: ModelRequest) => textOf(messages.at(-1)?.content ?? []);
