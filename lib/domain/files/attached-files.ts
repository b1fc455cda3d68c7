import type { AgentFile, File as FileRow } from "@/lib/generated/prisma/client";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import type { Context } from "../context";

export type AttachedFile = AgentFile & { file: FileRow };

/** All files of an agent, by name. */
export const attachedFiles = (ctx: Context, agentId: string): Promise<AttachedFile[]> =>
  ctx.db.agentFile.findMany({
    where: { agent_id: agentId, organization_id: ctx.actor.organizationId },
    include: { file: true },
    orderBy: [{ file_name: "asc" }, { id: "asc" }],
  });

const namesShownMax = 50;

/**
 * The file that a model names: behind its folder, or without it where that is clear.
 * @throws ToolError that lists what there is
 */
export function namedFile(files: AttachedFile[], name: string): AttachedFile {
  const exact = files.find(({ file_name }) => file_name === name);
  const bare = files.filter(({ file }) => file.file_name === name);
  const found = exact ?? (bare.length === 1 ? bare[0] : undefined);
  if (found) return found;
  const names = files.slice(0, namesShownMax).map(({ file_name }) => file_name);
  const rest = files.length > namesShownMax ? `, and ${files.length - namesShownMax} more` : "";
  const list = names.length > 0 ? `Attached files: ${names.join(", ")}${rest}` : "No files are attached";
  throw new ToolError(`File '${name}' is not attached to this agent. ${list}`);
}
