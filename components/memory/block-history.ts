import type { MnemeHistoryEntry } from "@/lib/contract/mneme/schemas";

export interface BlockVersion {
  id: string;
  at: string;
  who: string;
  what: string;
  /** Null when the change left the text as it was. */
  text: { before: string; after: string } | null;
  /** Other fields that changed, in words. */
  fields: { name: string; before: string; after: string }[];
  runId: string | null;
  /** Can be gone back to: the change left fields to restore. */
  isRestorable: boolean;
}

const shownFields: Record<string, string> = {
  label: "Name",
  description: "Description",
  limit: "Limit",
  read_only: "Read-only",
};

const deeds: Record<MnemeHistoryEntry["action"], string> = {
  created: "Created",
  updated: "Changed",
  deleted: "Deleted",
  attached: "Attached to an agent",
  detached: "Detached from an agent",
  messages_appended: "Messages added",
  messages_replaced: "Messages replaced",
  recompiled: "Compiled",
};

export function toVersion(entry: MnemeHistoryEntry): BlockVersion {
  const [before, after] = [entry.before ?? {}, entry.after ?? {}];
  const hasText = typeof after.value === "string" || typeof before.value === "string";
  const text = hasText ? { before: textIn(before.value), after: textIn(after.value) } : null;
  const fields = Object.entries(shownFields)
    .filter(([key]) => entry.action === "updated" && (key in before || key in after))
    .map(([key, name]) => ({ name, before: words(before[key]), after: words(after[key]) }));
  return {
    id: entry.id,
    at: entry.created_at,
    who: actorOf(entry),
    what: entry.action === "updated" ? whatChanged(text, fields) : deeds[entry.action],
    text: text?.before === text?.after && entry.action !== "created" ? null : text,
    fields,
    runId: entry.run_id,
    isRestorable: entry.action === "updated" || entry.action === "created",
  };
}

function whatChanged(text: BlockVersion["text"], fields: BlockVersion["fields"]): string {
  const names = [...(text ? ["Text"] : []), ...fields.map(({ name }) => name)];
  return names.length > 0 ? `${names.join(", ")} changed` : "Changed";
}

function actorOf({ actor, run_id }: MnemeHistoryEntry): string {
  if (actor.type === "agent" || run_id)
    return actor.type === "agent" && actor.name ? actor.name : "The agent";
  if (actor.type === "system") return "The server";
  return actor.name ?? (actor.type === "api_key" ? "An API key" : "A person");
}

const textIn = (value: unknown) => (typeof value === "string" ? value : "");

function words(value: unknown): string {
  if (value === true) return "yes";
  if (value === false) return "no";
  return value === null || value === undefined || value === "" ? "none" : String(value);
}
