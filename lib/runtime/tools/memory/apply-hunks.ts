import { ToolError } from "../tool-error";
import { assertPlainText, expandTabs, withoutNul } from "./guards";

interface Hunk {
  /** Context and removed lines: what must be there. */
  before: string[];
  /** Context and added lines: what will be there. */
  after: string[];
  addsOnly: boolean;
}

/**
 * Applies unified-diff-like hunks to a value. Each must fit exactly one place; one that only adds goes to the end.
 * All or nothing: the value is unchanged when a hunk fails.
 */
export function applyHunks(value: string, { label, patch }: { label: string; patch: string }): string {
  const hunks = readHunks(patch);
  if (hunks.length === 0) {
    throw new ToolError(
      "The patch has no changes. Start removed lines with '-', added lines with '+', others with ' '.",
    );
  }
  return withoutNul(
    hunks.reduce((text, hunk, i) => applyHunk(text, hunk, `Hunk ${i + 1}`, label), expandTabs(value)),
  );
}

function readHunks(patch: string): Hunk[] {
  const hunks: Hunk[] = [];
  let open: Hunk | null = null;
  for (const line of patch.replace(/\n$/, "").split("\n")) {
    if (line.startsWith("@@")) {
      open = null;
      continue;
    }
    if (/^(\*\*\*|---|\+\+\+)/.test(line) || !/^([ +-]|$)/.test(line)) continue;
    if (open === null) {
      open = { before: [], after: [], addsOnly: true };
      hunks.push(open);
    }
    addLine(open, line);
  }
  return hunks.filter((hunk) => hunk.before.join("\n") !== hunk.after.join("\n") || hunk.addsOnly);
}

function addLine(hunk: Hunk, line: string) {
  const text = expandTabs(line.slice(1));
  assertPlainText("patch", text);
  if (!line.startsWith("+")) {
    hunk.before.push(text);
    hunk.addsOnly = false;
  }
  if (!line.startsWith("-")) hunk.after.push(text);
}

function applyHunk(value: string, hunk: Hunk, name: string, label: string): string {
  if (hunk.addsOnly) return [...(value === "" ? [] : [value]), ...hunk.after].join("\n");
  const lines = value.split("\n");
  const places = lines.flatMap((_, start) =>
    hunk.before.every((line, i) => lines[start + i] === line) ? [start] : [],
  );
  const quoted = hunk.before.join("\n");
  if (places.length === 0) {
    throw new ToolError(
      `${name} does not fit the memory block '${label}': these lines are not in it:\n${quoted}`,
    );
  }
  if (places.length > 1) {
    throw new ToolError(
      `${name} fits ${places.length} places of the memory block '${label}'. Add lines of context to make it unique:\n${quoted}`,
    );
  }
  const [start] = places;
  return [...lines.slice(0, start), ...hunk.after, ...lines.slice(start + hunk.before.length)].join("\n");
}
