import { type CallResult, type Conversation, objectIn } from "./conversation";
import { type Reply, say } from "./reply";

/** Rule 1: tools have answered, so tell what they said. */
export function afterTools({ latest }: Conversation): Reply | null {
  return latest.length > 0 ? say(latest.map(told).join("\n")) : null;
}

function told({ name, isError, value }: CallResult): string {
  if (isError) return `${name} failed: ${plain(value)}`;
  if (/search/.test(name) && name !== "web_search") return foundText(value);
  if (name === "archival_memory_insert") return "Saved to archival memory.";
  if (/^(core_memory|memory)/.test(name)) return "Saved to memory.";
  if (name === "run_code") return `The result is ${output(value)}.`;
  return `${name} returned: ${plain(value).slice(0, 500)}`;
}

function foundText(value: unknown): string {
  const hits = hitsIn(value).slice(0, 5);
  return hits.length > 0
    ? `I found: ${hits.map((hit) => `“${hit.slice(0, 200)}”`).join("; ")}.`
    : "I found nothing about that in memory.";
}

/** Search tools answer with lists in several shapes, partly in Python's notation. */
function hitsIn(value: unknown): string[] {
  if (Array.isArray(value)) return value.map(hitText).filter(Boolean);
  if (typeof value === "object" && value !== null)
    return hitsIn((value as { results?: unknown }).results ?? []);
  const text = String(value ?? "");
  try {
    const parsed: unknown = JSON.parse(text);
    return typeof parsed === "object" ? hitsIn(parsed) : [];
  } catch {
    return [...text.matchAll(/['"]content['"]: ?(?:'((?:[^'\\]|\\.)*)'|"((?:[^"\\]|\\.)*)")/g)].map(
      ([, single, double]) => single ?? double,
    );
  }
}

function hitText(item: unknown): string {
  if (typeof item === "string") return item;
  const { content, text, message } = (item ?? {}) as Record<string, unknown>;
  return [content, text, message].find((field): field is string => typeof field === "string") ?? "";
}

function output(value: unknown): string {
  const fields = typeof value === "string" ? objectIn(value) : (value as Record<string, unknown> | null);
  const printed = fields?.stdout ?? fields?.output ?? fields?.results ?? value;
  return (Array.isArray(printed) ? printed.join("\n") : plain(printed)).trim();
}

const plain = (value: unknown): string => (typeof value === "string" ? value : JSON.stringify(value));
