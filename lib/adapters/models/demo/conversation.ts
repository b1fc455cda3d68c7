import type { Message, ToolCall, ToolReturn } from "@/lib/runtime/messages";
import { textOf } from "@/lib/runtime/messages";
import type { ModelRequest, ToolSpec } from "@/lib/runtime/ports";

export interface Block {
  label: string;
  value: string;
  isReadOnly: boolean;
}

export interface CallResult {
  name: string;
  isError: boolean;
  /** The tool's own value, taken out of its envelope. */
  value: unknown;
}

/** What the rules look at: who spoke last and what, the memory in the prompt, the tools at hand. */
export interface Conversation {
  said: string;
  /** Results since the user last spoke; empty when the user spoke last. */
  results: CallResult[];
  /** Results of the latest step. */
  latest: CallResult[];
  blocks: Block[];
  tools: ToolSpec[];
  isParallel: boolean;
  messages: Message[];
}

export function readConversation(request: ModelRequest): Conversation {
  const messages = request.messages.filter((row) => !isNotice(row));
  const lastUser = messages.findLastIndex(({ role }) => role === "user");
  const since = messages.slice(lastUser + 1);
  const last = since.findLast(({ role }) => role === "tool");
  return {
    said: lastUser < 0 ? "" : spokenText(messages[lastUser]),
    results: since.filter(({ role }) => role === "tool").flatMap((row) => resultsOf(row, messages)),
    latest: last ? resultsOf(last, messages) : [],
    blocks: blocksIn(textOf(request.messages[0]?.content ?? [])),
    tools: request.tools,
    isParallel: request.parallelToolCalls,
    messages,
  };
}

/** Rows that keep the loop going, not something the user said. */
function isNotice(row: Message): boolean {
  if (row.role !== "user") return false;
  const type = objectIn(textOf(row.content))?.type;
  return type === "heartbeat" || type === "login" || type === "system_alert";
}

/** Old clients wrap what the user said in an envelope. */
function spokenText(row: Message): string {
  const text = textOf(row.content);
  const { type, message } = objectIn(text) ?? {};
  return (type === "user_message" && typeof message === "string" ? message : text).trim();
}

const resultsOf = (row: Message, messages: Message[]): CallResult[] =>
  (row.tool_returns ?? []).map((item) => ({
    name: nameOf(item, messages),
    isError: item.status === "error",
    value: returnedValue(item),
  }));

const nameOf = ({ tool_call_id: id }: ToolReturn, messages: Message[]) =>
  messages.flatMap(({ tool_calls: calls }): ToolCall[] => calls ?? []).findLast((call) => call.id === id)
    ?.function.name ?? "the tool";

function returnedValue({ func_response: response }: ToolReturn): unknown {
  if (typeof response !== "string") return textOf(response.filter((part) => part.type === "text"));
  const envelope = objectIn(response);
  return envelope && "message" in envelope ? envelope.message : response;
}

/** The memory blocks as the system message renders them. */
export function blocksIn(system: string): Block[] {
  const pattern =
    /<([^\s<>/]+)>\s*<description>[\s\S]*?<\/description>\s*<metadata>([\s\S]*?)<\/metadata>[\s\S]*?<value>\n?([\s\S]*?)\n?<\/value>\s*<\/\1>/g;
  return [...system.matchAll(pattern)].map(([, label, metadata, value]) => ({
    label,
    value: value.replace(/^\d+→ ?/gm, ""),
    isReadOnly: metadata.includes("read_only=true"),
  }));
}

export function objectIn(text: string): Record<string, unknown> | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value)
      ? (value as Record<string, unknown>)
      : null;
  } catch {
    return null;
  }
}
