import { AppError } from "@/lib/shared/errors";
import { findAgent, lockAgents } from "../agents/agent-row";
import type { Context } from "../context";
import { findFolder, lockFolder } from "../folders/folder";
import { transaction } from "../transaction";
import { changingView } from "./agent-view";
import { updateClaimed } from "./claim-file";
import type { FileRow } from "./file";
import { linkFiles } from "./link-files";

/**
 * Turns a file's bytes into text and shows it to the agents that have its folder; from then on it is being embedded.
 * The bytes are dropped with the same commit.
 * @throws AppError for a file that cannot be read or says nothing
 */
export async function readFile(ctx: Context, file: FileRow, signal: AbortSignal): Promise<void> {
  const bytes = await bytesOf(ctx, file);
  const parsed = await ctx.parseFile(bytes, file.file_type ?? "text/plain", { signal });
  const text = parsed.replaceAll("\0", "").toWellFormed();
  if (text.trim() === "") throw new AppError("invalid_argument", "No text was found in the file");
  await transaction(ctx, async (tx) => {
    await lockFolder(tx, file.folder_id);
    await updateClaimed(tx, file, { processing_status: "embedding" });
    const of = { file_id: file.id, organization_id: file.organization_id };
    await tx.db.fileContent.deleteMany({ where: of });
    await tx.db.fileContent.create({ data: { id: tx.ids.next("file_content"), ...of, text } });
    await tx.db.filePart.deleteMany({ where: of });
    await showToAgents(tx, file);
  });
}

async function bytesOf(ctx: Context, { id, organization_id }: FileRow): Promise<Uint8Array> {
  const parts = await ctx.db.filePart.findMany({
    where: { file_id: id, organization_id },
    orderBy: { position: "asc" },
    select: { bytes: true },
  });
  return Buffer.concat(parts.map(({ bytes }) => bytes));
}

async function showToAgents(tx: Context, file: FileRow): Promise<void> {
  const folder = await findFolder(tx, file.folder_id);
  const links = await tx.db.agentFolder.findMany({
    where: { folder_id: folder.id, organization_id: file.organization_id },
    select: { agent_id: true },
  });
  const agentIds = links.map(({ agent_id }) => agent_id);
  await lockAgents(tx, agentIds);
  for (const agentId of agentIds) {
    const agent = await findAgent(tx, agentId);
    await changingView(tx, agentId, () => linkFiles(tx, agent, [{ file, folder }]));
  }
}
