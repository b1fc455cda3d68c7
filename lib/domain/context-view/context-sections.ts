import type { MnemeContextSection } from "@/lib/contract/mneme/context";
import { summaryMark } from "../agents/context-overview";
import type { Context } from "../context";
import type { RequestParts } from "./read-request";
import { type Part, systemParts } from "./system-parts";

/** Names of what an agent has, with their ids. */
export interface KnownIds {
  blocks: Map<string, string>;
  tools: Map<string, string>;
}

const TEXT_CHARS_MAX = 100_000;

/** A request in sections, each with its tokens; their sum is the total, since nothing is counted twice or left out. */
export function contextSections(ctx: Context, request: RequestParts, ids: KnownIds) {
  const counted = [
    ...systemParts(request.system).map((part) => ({ ...part, attachments: 0 })),
    ...request.tools.map(({ name, text }) => ({ kind: "tool" as const, name, text, attachments: 0 })),
    ...request.messages.map(({ role, ...content }, index) => ({
      kind: isSummary(index, role, content.text) ? ("summary" as const) : ("message" as const),
      name: role,
      ...content,
    })),
  ].map((part) => ({ ...part, tokens: part.text === "" ? 0 : ctx.countTokens(part.text) }));
  const total_tokens = counted.reduce((sum, { tokens }) => sum + tokens, 0);
  const sections = counted.map(
    (part): MnemeContextSection => ({
      kind: part.kind,
      name: part.name,
      id: idOf(part, ids),
      text: part.text.slice(0, TEXT_CHARS_MAX),
      is_cut: part.text.length > TEXT_CHARS_MAX,
      chars: part.text.length,
      tokens: part.tokens,
      share: total_tokens > 0 ? part.tokens / total_tokens : 0,
      attachments: part.attachments,
    }),
  );
  return { sections, total_tokens };
}

/** A summary stands in for what left the window, so it is the first message or none. */
const isSummary = (index: number, role: string, text: string) =>
  index === 0 && (role === "summary" || (role === "user" && text.includes(summaryMark)));

function idOf({ kind, name }: Pick<Part, "kind" | "name">, { blocks, tools }: KnownIds): string | null {
  if (kind === "memory_block") return blocks.get(name) ?? null;
  return kind === "tool" ? (tools.get(name) ?? null) : null;
}

export async function knownIds(ctx: Context, agentId: string | null): Promise<KnownIds> {
  const where = { agent_id: agentId ?? "", organization_id: ctx.actor.organizationId };
  const [blocks, tools] = await Promise.all([
    ctx.db.agentBlock.findMany({ where, select: { label: true, block_id: true } }),
    ctx.db.agentTool.findMany({ where, select: { tool: { select: { id: true, name: true } } } }),
  ]);
  return {
    blocks: new Map(blocks.map(({ label, block_id }) => [label, block_id])),
    tools: new Map(tools.map(({ tool }) => [tool.name, tool.id])),
  };
}
