import type { ContentPart, Message, ToolCall, ToolReturn } from "@/lib/runtime/messages";
import type { ModelRequest, ToolSpec } from "@/lib/runtime/ports";

let count = 0;

/** A stored row; only what the model layer looks at. */
export const row = (
  role: Message["role"],
  content: ContentPart[] | string,
  fields: Partial<Message> = {},
): Message => ({
  id: `message-${++count}`,
  role,
  content: typeof content === "string" ? [{ type: "text", text: content }] : content,
  created_at: "2026-01-01T00:00:00.000Z",
  ...fields,
});

export const callOf = (id: string, name: string, args: unknown = {}): ToolCall => ({
  id,
  type: "function",
  function: { name, arguments: typeof args === "string" ? args : JSON.stringify(args) },
});

export const returnOf = (
  id: string,
  message: unknown,
  status: "success" | "error" = "success",
): ToolReturn => ({
  tool_call_id: id,
  status,
  func_response: JSON.stringify({ status: status === "success" ? "OK" : "Failed", message, time: "now" }),
});

export const toolRow = (...returns: ToolReturn[]): Message => row("tool", "", { tool_returns: returns });

export const toolSpec = (
  name: string,
  properties: Record<string, object> = {},
  required: string[] = [],
): ToolSpec => ({
  name,
  description: `Does ${name}.`,
  parameters: { type: "object", properties, required },
});

export const aRequest = (fields: Partial<ModelRequest> = {}): ModelRequest => ({
  messages: [row("system", "You are helpful."), row("user", "Hello")],
  tools: [],
  toolChoice: "auto",
  parallelToolCalls: true,
  signal: new AbortController().signal,
  ...fields,
});
