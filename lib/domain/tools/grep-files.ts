import { setImmediate } from "node:timers/promises";
import { fileKind } from "@/lib/runtime/files/file-types";
import { fileUnits } from "@/lib/runtime/files/file-units";
import { type FileMatch, matchesIn, renderGrep } from "@/lib/runtime/files/grep-units";
import { ToolError } from "@/lib/runtime/tools/tool-error";
import type { Context } from "../context";
import { type AttachedFile, attachedFiles } from "../files/attached-files";
import { textsOf } from "../files/file";
import { type Fits, linePattern, namePattern } from "../files/line-pattern";
import type { ToolFunction } from "./tool-scope";

const fileCharsMax = 50_000_000;
const totalCharsMax = 200_000_000;
const matchesMax = 1000;
const contextLinesMax = 50;
const timeMsMax = 30_000;

interface GrepArguments {
  pattern: string;
  include?: string | null;
  context_lines?: number | null;
  offset?: number | null;
}

/** Lines of the agent's files that fit a regular expression, a page at a time. */
export const grepFiles: ToolFunction = async ({ ctx, agent, signal }, args) => {
  const { pattern, include, context_lines, offset: given } = args as unknown as GrepArguments;
  const offset = given ?? 0;
  if (offset < 0) throw new ToolError(`The offset is ${offset}; it must be 0 or more`);
  const contextLines = Math.min(Math.max(context_lines ?? 1, 0), contextLinesMax);
  const fits = linePattern(pattern);
  const all = await attachedFiles(ctx, agent.id);
  if (all.length === 0) return "No files are attached, so there is nothing to search.";
  const isIncluded = include ? namePattern(include) : () => true;
  const files = all.filter(({ file_name }) => isIncluded(file_name));
  if (files.length === 0) return `No files match the include pattern '${include}'.`;
  const { matches, notes, isCut } = await search(ctx, { files, fits, contextLines, signal });
  if (matches.length === 0)
    return [`No matches found for pattern '${pattern}' in ${files.length} files.`, ...notes].join("\n");
  return renderGrep({ pattern, include: include || null, contextLines, offset, matches, isCut, notes });
};

interface Search {
  files: AttachedFile[];
  fits: Fits;
  contextLines: number;
  signal: AbortSignal;
}

/** One text at a time in memory, and other work has its turn in between. */
async function search(ctx: Context, { files, fits, contextLines, signal }: Search) {
  const endsAt = Date.now() + timeMsMax;
  const notes: string[] = [];
  const matches: FileMatch[] = [];
  let chars = 0;
  for (const link of files) {
    const text = (await textsOf(ctx, [link.file_id])).get(link.file_id);
    if (text === undefined) continue;
    if (text.length > fileCharsMax) {
      notes.push(`${link.file_name} was left out: it is too large`);
      continue;
    }
    chars += text.length;
    if (chars > totalCharsMax) {
      notes.push("Not all files were searched: they are too large together");
      break;
    }
    const kind = fileKind(link.file.original_file_name ?? link.file_name, link.file.file_type);
    for (const match of matchesIn(link.file_name, fileUnits(text, kind), fits, contextLines)) {
      if (match) matches.push(match);
      else await breath(signal, endsAt);
      if (matches.length >= matchesMax) return { matches, notes, isCut: true };
    }
  }
  return { matches, notes, isCut: false };
}

async function breath(signal: AbortSignal, endsAt: number): Promise<void> {
  await setImmediate();
  signal.throwIfAborted();
  if (Date.now() > endsAt)
    throw new ToolError(
      `The search took longer than ${timeMsMax / 1000} seconds; use a simpler pattern or an include`,
    );
}
