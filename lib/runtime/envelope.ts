import { localTime } from "./local-time";

export { normaliseToolValue } from "./tool-value";

/** When and where an envelope is written: its `time` is the agent's local time. */
export interface Stamp {
  now: Date;
  timezone: string;
}

export interface PackedToolReturn extends Stamp {
  status: "success" | "error";
  /** As `normaliseToolValue` gives it. */
  value: string | Record<string, unknown>;
}

/** What the model reads as a tool's result, and what is stored. */
export const packToolReturn = ({ status, value, ...stamp }: PackedToolReturn) =>
  packJson({ status: status === "success" ? "OK" : "Failed", message: value, time: timeOf(stamp) });

export interface UnpackedToolReturn {
  /** null when the text is no envelope. */
  status: "success" | "error" | null;
  /** What the tool said; an object as JSON. Text that is no envelope is given as it is. */
  text: string;
  /** The same with objects as objects. */
  value: string | Record<string, unknown>;
}

/** Opens a tool return's envelope. */
export function unpackToolReturn(packed: string): UnpackedToolReturn {
  const envelope = parseObject(packed);
  const isEnvelope = envelope?.status === "OK" || envelope?.status === "Failed";
  if (!isEnvelope || !("message" in envelope)) return { status: null, text: packed, value: packed };
  const { message } = envelope;
  const text = typeof message === "string" ? message : JSON.stringify(message);
  return {
    status: envelope.status === "OK" ? "success" : "error",
    text,
    value: isObject(message) ? message : text,
  };
}

/** A note to the model that its turn goes on; `reason` says why. */
export const packHeartbeat = ({ reason, ...stamp }: Stamp & { reason: string }) =>
  packJson({ type: "heartbeat", reason, time: timeOf(stamp) });

export const isHeartbeat = (text: string) => parseObject(text)?.type === "heartbeat";

/** First message of agents that are greeted with one. */
export const packLogin = ({ lastLogin = "Never (first login)", ...stamp }: Stamp & { lastLogin?: string }) =>
  packJson({ type: "login", last_login: lastLogin, time: timeOf(stamp) });

/** A note from the system. `extra` fields follow the time (summaries: `compaction_stats`); `compact` puts all on one line. */
export function packSystemAlert({
  message,
  extra = {},
  compact = false,
  ...stamp
}: Stamp & { message: string; extra?: Record<string, unknown>; compact?: boolean }): string {
  return packJson({ type: "system_alert", message, time: timeOf(stamp), ...extra }, compact ? 0 : 2);
}

/** A user's words in an initial sequence. */
export function packUser({
  message,
  location,
  name,
  ...stamp
}: Stamp & { message: string; location?: string; name?: string }): string {
  return packJson({ type: "user_message", message, time: timeOf(stamp), location, name });
}

/** Packed JSON: 2-space indentation, non-ASCII as it is, no NUL characters (Postgres refuses them). */
export const packJson = (value: Record<string, unknown>, indent = 2) =>
  JSON.stringify(withoutNul(value), null, indent);

const timeOf = ({ now, timezone }: Stamp) => localTime(now, timezone);

function withoutNul(value: unknown): unknown {
  if (typeof value === "string") return value.replaceAll("\0", "");
  if (Array.isArray(value)) return value.map(withoutNul);
  if (!isObject(value) || "toJSON" in value) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [key.replaceAll("\0", ""), withoutNul(item)]),
  );
}

function parseObject(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return isObject(value) ? value : null;
  } catch {
    return null;
  }
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
