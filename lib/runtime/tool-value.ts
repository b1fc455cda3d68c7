import type { ToolReturnContent } from "./messages";
import { pythonText } from "./python-text";

/**
 * A tool's value as the envelope holds it: text stays text, an object stays an object, nothing is `None`, the rest is
 * written as Python would. Longer than `limitChars` is cut, with a note; null sets no limit.
 */
export function normaliseToolValue(
  value: unknown,
  limitChars: number | null,
): string | Record<string, unknown> {
  if (isPlainObject(value)) {
    const json = JSON.stringify(value);
    return isLonger(json, limitChars) ? truncate(json, limitChars) : value;
  }
  const text = typeof value === "string" ? value : pythonText(value);
  return isLonger(text, limitChars) ? truncate(text, limitChars) : text;
}

/** Tools whose result is never cut. */
export const unlimitedTools: ReadonlySet<string> = new Set([
  "conversation_search",
  "conversation_search_date",
  "archival_memory_search",
]);

/** True for a return made of parts with at least one image: such a return has no envelope and is stored as it is. */
export function hasImages(value: unknown): value is Exclude<ToolReturnContent, string> {
  return (
    Array.isArray(value) &&
    value.length > 0 &&
    value.every((part) => part?.type === "text" || part?.type === "image") &&
    value.some((part) => part.type === "image")
  );
}

/** Code units bound code points from above, so most texts need no count. */
const isLonger = (text: string, limit: number | null): limit is number =>
  limit !== null && text.length > limit && [...text].length > limit;

function truncate(text: string, limit: number): string {
  const characters = [...text];
  const note = `... [NOTE: function output was truncated since it exceeded the character limit (${characters.length} > ${limit})]`;
  return characters.slice(0, limit).join("") + note;
}

const isPlainObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
