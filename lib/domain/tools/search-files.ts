import { ToolError } from "@/lib/runtime/tools/tool-error";
import { folderEmbedding } from "../folders/folder";
import { type FoundPassage, searchPassages } from "../passages/search-passages";
import type { ToolFunction } from "./tool-scope";

const limitDefault = 5;
const limitMax = 50;
const linesMax = 20;

/** The passages of the agent's files that are nearest in meaning to a query. */
export const semanticSearchFiles: ToolFunction = async ({ ctx, agent, signal }, args) => {
  const { query, limit } = args as { query: string; limit?: number | null };
  if (query.trim() === "") throw new ToolError("The query must not be empty");
  const organization_id = ctx.actor.organizationId;
  const links = await ctx.db.agentFolder.findMany({
    where: { agent_id: agent.id, organization_id },
    include: { folder: true },
  });
  const found = await searchPassages(ctx, {
    in: "folders",
    archives: links.map(({ folder }) => ({ id: folder.id, embedding_config: folderEmbedding(folder) })),
    text: query,
    limit: Math.min(Math.max(Math.trunc(limit ?? limitDefault), 1), limitMax),
    signal,
  });
  if (found.length === 0) return `No semantic matches found for query: '${query}'`;
  await ctx.db.agentFile.updateMany({
    where: { agent_id: agent.id, organization_id, file_id: { in: fileIds(found) } },
    data: { last_accessed_at: ctx.clock.now() },
  });
  const nameOf = new Map(links.map(({ folder }) => [folder.id, folder.name]));
  return render(query, found, (row) => `${nameOf.get(row.folder_id ?? "")}/${row.file_name}`);
};

const fileIds = (found: FoundPassage[]) => [...new Set(found.flatMap(({ row }) => row.file_id ?? []))];

function render(query: string, found: FoundPassage[], nameOf: (row: FoundPassage["row"]) => string): string {
  const files = fileIds(found).length;
  const heading = `Found ${found.length} semantic ${found.length === 1 ? "match" : "matches"} in ${files} ${files === 1 ? "file" : "files"} for query: '${query}'`;
  const blocks = found.map(({ row }) => {
    const number = Number((row.metadata as { chunk_index?: number } | null)?.chunk_index ?? 0) + 1;
    const lines = row.text.split("\n");
    const shown = lines.slice(0, linesMax).map((line) => `  ${line}`);
    const rest = lines.length > linesMax ? [`  … (${lines.length - linesMax} more lines)`] : [];
    return [`=== ${nameOf(row)} (passage #${number}) ===`, ...shown, ...rest].join("\n");
  });
  return [heading, "=".repeat(heading.length), "", blocks.join("\n\n")].join("\n");
}
