import { pendingApproval } from "@/lib/runtime/approvals";
import type { Context } from "../context";
import { groupInclude } from "../groups/group";
import { messageOf } from "../messages/message";
import { toLettaMessages } from "../messages/to-letta-messages";
import type { AgentRelation } from "./agent-relations";
import type { AgentRow } from "./agent-row";
import { secretPlace } from "./agent-secrets";
import { type AgentStateBody, type RelatedRows, toAgentState } from "./to-agent-state";

export async function loadAgentState(
  ctx: Context,
  row: AgentRow,
  relations: AgentRelation[],
): Promise<AgentStateBody> {
  const [state] = await loadAgentStates(ctx, [row], relations);
  return state;
}

/** The public agents, with what is asked for beside their rows. The number of queries does not depend on that of agents. */
export async function loadAgentStates(
  ctx: Context,
  rows: AgentRow[],
  relations: AgentRelation[],
): Promise<AgentStateBody[]> {
  const related = await loadRelated(ctx, rows, relations);
  return rows.map((row) => toAgentState(row, related(row)));
}

/** Loads the relations of all agents at once, and tells those of one. */
export async function loadRelated(ctx: Context, rows: AgentRow[], relations: AgentRelation[]) {
  const visible = relations.filter((relation) => relation !== "secrets" || !ctx.actor.isClientToken);
  const asked = new Set(rows.length > 0 ? visible : []);
  const where = { organization_id: ctx.actor.organizationId, agent_id: { in: rows.map(({ id }) => id) } };
  const ask = <T>(relation: AgentRelation, load: () => Promise<T[]>) => (asked.has(relation) ? load() : []);
  const oldestFirst = { created_at: "asc" } as const;
  const [blocks, files, tools, folders, secrets, identities, groups, waiting] = await Promise.all([
    ask("blocks", () =>
      ctx.db.agentBlock.findMany({ where, include: { block: true }, orderBy: oldestFirst }),
    ),
    ask("blocks", () => ctx.db.agentFile.findMany({ where, orderBy: { file_name: "asc" } })),
    ask("tools", () =>
      ctx.db.agentTool.findMany({
        where,
        include: { tool: true },
        orderBy: [oldestFirst, { tool_id: "asc" }],
      }),
    ),
    ask("sources", () =>
      ctx.db.agentFolder.findMany({ where, include: { folder: true }, orderBy: oldestFirst }),
    ),
    ask("secrets", () => ctx.db.agentSecret.findMany({ where, orderBy: { key: "asc" } })),
    ask("identities", () =>
      ctx.db.agentIdentity.findMany({ where, include: { identity: true }, orderBy: oldestFirst }),
    ),
    ask("managed_group", () =>
      ctx.db.group.findMany({
        where: { organization_id: where.organization_id, manager_agent_id: where.agent_id },
        include: groupInclude,
      }),
    ),
    ask("pending_approval", () => lastMessages(ctx, rows)),
  ]);
  const of = {
    blocks: byAgent(blocks),
    files: byAgent(files),
    tools: byAgent(tools),
    folders: byAgent(folders),
    secrets: byAgent(secrets),
    identities: byAgent(identities),
  };
  const groupOf = new Map(groups.map((group) => [group.manager_agent_id, group]));
  const waitingOf = new Map(waiting.map((row) => [row.agent_id, row]));
  return (row: AgentRow): RelatedRows => ({
    blocks: of.blocks(row.id).map(({ block }) => block),
    files: of.files(row.id),
    tools: of.tools(row.id).map(({ tool }) => tool),
    folders: of.folders(row.id).map(({ folder }) => folder),
    tags: asked.has("tags") ? row.tags : [],
    secrets: of.secrets(row.id).map((secret) => ({
      ...secret,
      value: ctx.secrets.open(secret.value_enc, secretPlace(secret.id)),
    })),
    identities: of.identities(row.id).map(({ identity }) => identity),
    managedGroup: groupOf.get(row.id) ?? null,
    pendingApproval: requestIn(waitingOf.get(row.id)),
  });
}

/** The message at the end of each window, where it is one that may wait for an answer. */
const lastMessages = (ctx: Context, rows: AgentRow[]) =>
  ctx.db.message.findMany({
    where: {
      organization_id: ctx.actor.organizationId,
      role: "approval",
      id: { in: rows.flatMap(({ message_ids }) => message_ids.slice(-1)) },
    },
  });

type MessageRow = Awaited<ReturnType<typeof lastMessages>>[number];

function requestIn(row: MessageRow | undefined): AgentStateBody["pending_approval"] {
  const pending = row && pendingApproval([messageOf(row)]);
  if (!pending) return null;
  const items = toLettaMessages(pending.request, { isTextSpoken: true });
  return items.find((item) => item.message_type === "approval_request_message") ?? null;
}

function byAgent<T extends { agent_id: string }>(rows: T[]): (agentId: string) => T[] {
  const groups = Map.groupBy(rows, ({ agent_id }) => agent_id);
  return (agentId) => groups.get(agentId) ?? [];
}
