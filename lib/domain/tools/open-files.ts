import { fileKind } from "@/lib/runtime/files/file-types";
import { fileUnits, unitWord } from "@/lib/runtime/files/file-units";
import type { ViewRange } from "@/lib/runtime/files/file-view";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import { lockAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { recompileConversation } from "../conversations/recompile-conversation";
import { changingDefaultView, closeLinks, maxFilesOpen, openInView, openLinks } from "../files/agent-view";
import { type AttachedFile, attachedFiles, namedFile } from "../files/attached-files";
import { textsOf } from "../files/file";
import { transaction } from "../transaction";
import type { ToolFunction } from "./tool-scope";

interface FileRequest {
  file_name: string;
  /** Units to leave out at the start. */
  offset?: number | null;
  length?: number | null;
}

interface Target {
  link: AttachedFile;
  range: ViewRange;
}

/** Brings files, or parts of them, into the agent's view. What it says is short: the content stands in the system message. */
export const openFiles: ToolFunction = async ({ ctx, agent, conversationId }, args) => {
  const { file_requests: requests, close_all_others: isAlone = false } = args as {
    file_requests: FileRequest[];
    close_all_others?: boolean;
  };
  return transaction(ctx, async (tx) => {
    const row = await lockAgent(tx, agent.id);
    assertRequests(requests, maxFilesOpen(row));
    const targets = await targetsOf(tx, agent.id, requests);
    const asked = new Set(targets.map(({ link }) => link.file_id));
    const notes = await changingDefaultView(tx, agent.id, async () => {
      const others = (await openLinks(tx, agent.id)).filter(({ file_id }) => !asked.has(file_id));
      if (isAlone) await closeLinks(tx, others);
      const openings = targets.map(({ link, range }) => ({ fileId: link.file_id, range }));
      const closed = await openInView(tx, row, openings);
      return [
        ...(isAlone && others.length > 0
          ? [`* Closed all other files: ${others.map(({ file_name }) => file_name).join(", ")}`]
          : []),
        ...(closed.length > 0
          ? [
              `* Closed the least recently used, as at most ${maxFilesOpen(row)} can be open: ${closed.join(", ")}`,
            ]
          : []),
      ];
    });
    if (conversationId)
      await recompileConversation(tx, { agentId: agent.id, conversationId }, { dry_run: false });
    return [openedLine(targets), ...notes].join("\n");
  });
};

function assertRequests(requests: FileRequest[], countMax: number): void {
  if (requests.length === 0) throw new ToolError("No files were requested: file_requests is empty");
  if (requests.length > countMax)
    throw new ToolError(`${requests.length} files were requested; at most ${countMax} can be open at once`);
  for (const { file_name: name, offset, length } of requests) {
    if (offset != null && offset < 0)
      throw new ToolError(`The offset for '${name}' is ${offset}; it must be 0 or more`);
    if (length != null && length < 1)
      throw new ToolError(`The length for '${name}' is ${length}; it must be 1 or more`);
  }
}

/** Each file once, with the part that was asked for last. */
async function targetsOf(tx: Context, agentId: string, requests: FileRequest[]): Promise<Target[]> {
  const files = await attachedFiles(tx, agentId);
  const named = requests.map((request) => ({ request, link: namedFile(files, request.file_name) }));
  const texts = await textsOf(
    tx,
    named.map(({ link }) => link.file_id),
  );
  const targets = named.map(({ request, link }) => ({
    link,
    range: rangeOf(request, link, texts.get(link.file_id)),
  }));
  return [...new Map(targets.map((target) => [target.link.file_id, target])).values()];
}

function rangeOf({ offset, length }: FileRequest, link: AttachedFile, text: string | undefined): ViewRange {
  if (text === undefined)
    throw new ToolError(`File '${link.file_name}' has not been read yet (${link.file.processing_status})`);
  if (offset == null && length == null) return { start: null, end: null };
  const kind = fileKind(link.file.original_file_name ?? link.file_name, link.file.file_type);
  const total = fileUnits(text, kind).length;
  const skipped = offset ?? 0;
  if (skipped >= total)
    throw new ToolError(
      `The offset ${skipped} is beyond the end of '${link.file_name}', which has ${total} ${unitWord(kind)}`,
    );
  return { start: skipped + 1, end: length == null ? null : Math.min(skipped + length, total) };
}

function openedLine(targets: Target[]): string {
  const parts = targets.map(
    ({ link, range }) => `${link.file_name} ${rangeText(range)}${previously(link, range)}`,
  );
  return targets.length === 1
    ? `* Opened ${parts[0]}`
    : `* Opened ${targets.length} files: ${parts.join(", ")}`;
}

const linesText = ({ start, end }: ViewRange) => `lines ${start ?? 1}-${end ?? "end"}`;
const rangeText = (range: ViewRange) => `(${linesText(range)})`;

function previously(link: AttachedFile, now: ViewRange): string {
  if (!link.is_open) return "";
  const before = linesText({ start: link.start_line, end: link.end_line });
  return before === linesText(now) ? "" : ` (previously ${before})`;
}
