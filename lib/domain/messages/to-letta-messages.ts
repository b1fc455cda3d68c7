import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import { otidOf } from "@/lib/runtime/ids";
import type { ContentPart, Message, ToolCall } from "@/lib/runtime/messages";
import { flatReturn, isSent, publicReturn } from "./letta-returns";

export interface ViewOptions {
  /** In the v1 view an assistant's text is what it says; in the older agents' view it is what it thinks. */
  isTextSpoken: boolean;
  /** Show calls of `send_message` as what was said, and nothing of their success. */
  foldsSendMessage?: boolean;
  /** Keep the order of a stored message's public ones in a list that is otherwise newest first. */
  isNaturalOrder?: boolean;
  /** Only these types; all when null. */
  types?: string[] | null;
}

/** The public messages of one stored message, in chronological order (runtime.md §3). They share its id. */
export function toLettaMessages(message: Message, options: ViewOptions): LettaMessageUnion[] {
  const all = derive(message, options);
  const { types } = options;
  return types ? all.filter((item) => types.includes(item.message_type)) : all;
}

function derive(message: Message, options: ViewOptions): LettaMessageUnion[] {
  const base = common(message);
  switch (message.role) {
    case "system":
      return [{ ...base, message_type: "system_message", content: plainText(message.content) }];
    case "user":
    case "summary":
      return [{ ...base, message_type: "user_message", content: userContent(message) }];
    case "tool":
      return options.foldsSendMessage && isSent(message) ? [] : [returned(message)];
    case "approval":
      return message.tool_calls?.length ? requested(message, options) : [responded(message)];
    case "assistant":
      return [...spoken(message, options, message.tool_calls ?? [])];
  }
}

type Base = ReturnType<typeof common>;

const common = (message: Message) => ({
  id: message.id,
  date: seconds(message.created_at),
  name: message.name ?? null,
  otid: message.otid ?? null,
  sender_id: message.sender_id ?? null,
  step_id: message.step_id ?? null,
  is_err: message.is_err ? true : null,
  seq_id: null as number | null,
  run_id: message.run_id ?? null,
});

const seconds = (iso: string) => `${new Date(iso).toISOString().slice(0, 19)}+00:00`;
const plainText = (parts: ContentPart[]) =>
  parts.map((part) => (part.type === "text" ? part.text : "")).join("");

function userContent(message: Message) {
  const [part] = message.content;
  if (message.content.length === 1 && part.type === "text") return unwrapped(part.text);
  return message.content.flatMap((item) =>
    item.type === "text"
      ? [{ type: "text" as const, text: item.text, signature: null }]
      : item.type === "image"
        ? [item as never]
        : [],
  );
}

/** Opens the envelope that old data and scripted histories keep user text in; all others are shown as they are. */
function unwrapped(text: string): string {
  if (!text.startsWith("{")) return text;
  try {
    const envelope = JSON.parse(text) as { type?: unknown; message?: unknown };
    return envelope.type === "user_message" && typeof envelope.message === "string" ? envelope.message : text;
  } catch {
    return text;
  }
}

/** Numbers the items of one answer; the number makes their otid. */
function* spoken(message: Message, options: ViewOptions, calls: ToolCall[]): Generator<LettaMessageUnion> {
  const base = common(message);
  let index = 0;
  const next = () => ({ ...base, otid: otidOf(message.id, index++) });
  for (const part of merged(message.content)) {
    const item = ofPart(part, next, options);
    if (item) yield item;
  }
  yield* ofCalls(calls, next, options);
}

function ofPart(
  part: ContentPart,
  next: () => Base,
  { isTextSpoken }: ViewOptions,
): LettaMessageUnion | null {
  switch (part.type) {
    case "text":
      if (isTextSpoken) return { ...next(), message_type: "assistant_message", content: part.text };
      return {
        ...next(),
        message_type: "reasoning_message",
        source: "non_reasoner_model",
        reasoning: part.text,
        signature: null,
      };
    case "reasoning":
      if (part.reasoning === "") return null;
      return {
        ...next(),
        message_type: "reasoning_message",
        source: "reasoner_model",
        reasoning: part.reasoning,
        signature: part.signature ?? null,
      };
    case "summarized_reasoning": {
      const reasoning = part.summary
        .map(({ text }) => text)
        .filter(Boolean)
        .join("\n\n");
      if (!reasoning) return null;
      return {
        ...next(),
        message_type: "reasoning_message",
        source: "reasoner_model",
        reasoning,
        signature: part.encrypted_content ?? null,
      };
    }
    case "redacted_reasoning":
      return {
        ...next(),
        message_type: "hidden_reasoning_message",
        state: "redacted",
        hidden_reasoning: part.data,
      };
    case "omitted_reasoning":
      return {
        ...next(),
        message_type: "hidden_reasoning_message",
        state: "omitted",
        hidden_reasoning: null,
      };
    case "image":
      return null;
  }
}

function merged(parts: ContentPart[]): ContentPart[] {
  return parts.reduce<ContentPart[]>((all, part) => {
    const last = all.at(-1);
    if (last?.type === "text" && part.type === "text")
      all[all.length - 1] = { ...last, text: last.text + part.text };
    else if (last?.type === "reasoning" && part.type === "reasoning")
      all[all.length - 1] = {
        ...last,
        reasoning: last.reasoning + part.reasoning,
        signature: last.signature ?? part.signature,
      };
    else all.push(part);
    return all;
  }, []);
}

const publicCall = ({ id, function: { name, arguments: args } }: ToolCall) => ({
  name,
  arguments: args,
  tool_call_id: id,
});

function* ofCalls(
  calls: ToolCall[],
  next: () => Base,
  { foldsSendMessage }: ViewOptions,
): Generator<LettaMessageUnion> {
  let group: ToolCall[] = [];
  const flush = function* (): Generator<LettaMessageUnion> {
    if (group.length === 0) return;
    const tool_calls = group.map(publicCall);
    group = [];
    yield { ...next(), message_type: "tool_call_message", tool_call: tool_calls[0], tool_calls };
  };
  for (const call of calls) {
    if (!foldsSendMessage || call.function.name !== "send_message") {
      group.push(call);
      continue;
    }
    yield* flush();
    const content = sentContent(call);
    if (content !== null) yield { ...next(), message_type: "assistant_message", content };
  }
  yield* flush();
}

function sentContent(call: ToolCall): string | null {
  try {
    const { message } = JSON.parse(call.function.arguments) as { message?: unknown };
    if (message === undefined) return null;
    return typeof message === "string" ? message : JSON.stringify(message);
  } catch {
    return null;
  }
}

function requested(message: Message, options: ViewOptions): LettaMessageUnion[] {
  const tool_calls = (message.tool_calls ?? []).map(publicCall);
  const said = [...spoken(message, options, [])];
  const request = {
    ...common(message),
    otid: message.id,
    message_type: "approval_request_message" as const,
    tool_call: tool_calls[0],
    tool_calls,
  };
  return [...said, request];
}

function responded(message: Message): LettaMessageUnion {
  const approvals = (message.approvals ?? []).map((item) => {
    if (item.type === "approval")
      return {
        type: "approval" as const,
        tool_call_id: item.tool_call_id,
        approve: item.approve,
        reason: item.reason ?? null,
        ...(item.arguments && { arguments: item.arguments }),
      };
    const { type: _, ...rest } = item;
    return publicReturn(rest);
  });
  const [first] = approvals;
  return {
    ...common(message),
    message_type: "approval_response_message",
    approvals,
    approve: first?.type === "approval" ? first.approve : null,
    approval_request_id: message.approval_request_id ?? null,
    reason: first?.type === "approval" ? first.reason : null,
  } as LettaMessageUnion;
}

function returned(message: Message): LettaMessageUnion {
  const tool_returns = (message.tool_returns ?? []).map(publicReturn);
  const [first] = tool_returns;
  return {
    ...common(message),
    otid: otidOf(message.id, 0),
    message_type: "tool_return_message",
    tool_return: first ? flatReturn(first.tool_return) : plainText(message.content),
    status: first?.status ?? "success",
    tool_call_id: first?.tool_call_id ?? "",
    stdout: first?.stdout ?? null,
    stderr: first?.stderr ?? null,
    tool_returns,
  };
}
