import { type Message, textOf } from "../messages";
import { returnText } from "../returns";
import { readSummary } from "./stored-summary";

/**
 * What stands in for a summary that no model could write: the beginning of the summary before, and as much as fits of
 * what was said last. Of the user's last words at least the beginning is kept, so that a task under way is not lost.
 */
export function noteOf(rows: Message[], charsMax: number): string {
  const earlier = rows.map(readSummary).findLast((text) => text !== null) ?? null;
  const head = "No summary could be written. What follows are excerpts.";
  const before = earlier ? `Earlier summary: ${start(earlier, charsMax / 3)}` : null;
  const asked = rows.findLast((row) => row.role === "user" && readSummary(row) === null);
  const request = asked ? `The user's last message: ${start(textOf(asked.content), charsMax / 3)}` : null;
  const fixed = [head, before, request].filter((part) => part !== null);
  const room = charsMax - fixed.join("\n").length - LATEST.length - 2;
  const latest = lastLines(
    rows.filter((row) => row !== asked && readSummary(row) === null),
    room,
  );
  return [...fixed, ...(latest.length > 0 ? [LATEST, ...latest] : [])].join("\n");
}

const LATEST = "The latest of the hidden messages:";
const LINE_CHARS = 300;

function lastLines(rows: Message[], room: number): string[] {
  const lines: string[] = [];
  let left = room;
  for (const row of rows.toReversed()) {
    const text = lineOf(row);
    if (!text) continue;
    left -= text.length + 1;
    if (left < 0) break;
    lines.unshift(text);
  }
  return lines;
}

function lineOf(row: Message): string {
  const calls = (row.tool_calls ?? []).map(
    (call) => `called ${call.function.name}(${call.function.arguments})`,
  );
  const said = row.tool_returns?.length ? row.tool_returns.map(returnText) : [textOf(row.content)];
  const text = [...said, ...calls].filter(Boolean).join("; ").replaceAll(/\s+/g, " ").trim();
  return text && `${row.role}: ${start(text, LINE_CHARS)}`;
}

const start = (text: string, chars: number) =>
  text.length > chars ? `${text.slice(0, Math.max(0, Math.floor(chars) - 1))}…` : text;
