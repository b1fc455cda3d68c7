import type { SystemMessage, UserMessage } from "@/lib/contract/messages/schemas";
import type { Message, NoteItem, UserItem } from "./transcript-items";
import { addOnce, closeStreaming, grow, type Items, type Source, textOf } from "./transcript-parts";
import { applyCall, applyResult, decideCall, returnsOf } from "./transcript-tools";

/** Folds one message, whole (stored) or one increment of it (streamed), into the items. */
export function applyMessage(items: Items, message: Message, source: Source): Items {
  const base = {
    messageId: message.id,
    runId: message.run_id ?? source.runId,
    stepId: message.step_id ?? null,
    isStored: source.isStored,
    startedAtMs: startOf(message, source),
  };
  const id = message.otid ?? message.id;
  switch (message.message_type) {
    case "system_message":
      return addOnce(closeStreaming(items, source.atMs), systemItem(message, base));
    case "user_message":
      return addOnce(closeStreaming(items, source.atMs), userItem(message, base));
    case "assistant_message": {
      const text = textOf(message.content);
      return grow(
        items,
        { ...base, kind: "assistant", key: `assistant:${id}`, text, isStreaming: !source.isStored },
        source,
      );
    }
    case "reasoning_message":
      return grow(
        items,
        {
          ...base,
          kind: "reasoning",
          key: `reasoning:${id}`,
          text: message.reasoning,
          isHidden: false,
          isStreaming: !source.isStored,
          endedAtMs: null,
        },
        source,
      );
    case "hidden_reasoning_message":
      return addOnce(closeStreaming(items, source.atMs), {
        ...base,
        kind: "reasoning",
        key: `reasoning:${id}`,
        text: "",
        isHidden: true,
        isStreaming: false,
        endedAtMs: null,
      });
    case "tool_call_message":
    case "approval_request_message": {
      const needsApproval = message.message_type === "approval_request_message";
      const calls = message.tool_calls ?? message.tool_call;
      return [calls]
        .flat()
        .reduce(
          (folded, call) => applyCall(folded, call, { ...base, needsApproval }, source),
          closeStreaming(items, source.atMs),
        );
    }
    case "tool_return_message":
      return returnsOf(message).reduce(
        (folded, result) => applyResult(folded, result, { ...base, name: message.name ?? "tool" }, source),
        closeStreaming(items, source.atMs),
      );
    case "approval_response_message":
      return (message.approvals ?? []).reduce(
        (folded, approval) =>
          approval.type === "approval"
            ? decideCall(folded, approval.tool_call_id, approval.approve, approval.arguments)
            : folded,
        items,
      );
    case "summary_message":
      return addOnce(closeStreaming(items, source.atMs), {
        ...base,
        kind: "note",
        key: `note:${id}`,
        text: "Earlier messages were summarised",
        detail: message.summary,
        isTechnical: false,
      });
    case "event_message":
      return addOnce(closeStreaming(items, source.atMs), {
        ...base,
        kind: "note",
        key: `note:${id}`,
        text: "Making room in the context window",
        detail: null,
        isTechnical: false,
      });
  }
}

type MessageBase = Pick<UserItem, "messageId" | "runId" | "stepId" | "isStored" | "startedAtMs">;

function userItem(message: UserMessage, base: MessageBase): UserItem | NoteItem {
  const id = message.otid ?? message.id;
  const text = textOf(message.content);
  const envelope = envelopeOf(text);
  if (envelope) return { ...base, kind: "note", key: `note:${id}`, ...envelope };
  const images = imagesOf(message.content);
  return {
    ...base,
    kind: "user",
    key: `user:${id}`,
    role: "user",
    otid: message.otid,
    text,
    images,
    refusal: null,
  };
}

/** The compiled instructions belong to no run; what somebody tells the agent as the system does. */
function systemItem(message: SystemMessage, base: MessageBase): UserItem | NoteItem {
  const id = message.otid ?? message.id;
  const text = textOf(message.content);
  if (!base.runId)
    return {
      ...base,
      kind: "note",
      key: `note:${id}`,
      text: "Instructions and memory",
      detail: text,
      isTechnical: true,
    };
  const { otid } = message;
  return { ...base, kind: "user", key: `user:${id}`, role: "system", otid, text, images: [], refusal: null };
}

function imagesOf(content: UserMessage["content"]): string[] {
  if (typeof content === "string") return [];
  return content.flatMap((part) => {
    if (part.type !== "image") return [];
    const { source } = part;
    if (source.type === "url") return [source.url];
    return source.data ? [`data:${source.media_type ?? "image/png"};base64,${source.data}`] : [];
  });
}

/** What the server itself put into the history travels as packed JSON in a user message. */
function envelopeOf(text: string): Pick<NoteItem, "text" | "detail" | "isTechnical"> | null {
  if (!text.startsWith("{")) return null;
  try {
    const { type, message, reason } = JSON.parse(text) as {
      type?: string;
      message?: string;
      reason?: string;
    };
    if (type === "system_alert")
      return { text: "System message", detail: message ?? null, isTechnical: false };
    if (type === "heartbeat")
      return { text: "The agent continued by itself", detail: reason ?? null, isTechnical: true };
    if (type === "login") return { text: "Conversation opened", detail: null, isTechnical: true };
  } catch {
    // A message that merely begins with a brace is a message.
  }
  return null;
}

/** When a run is joined late its events arrive in a burst; the date they carry is then closer to the truth. */
function startOf(message: Message, { atMs }: Source): number {
  const dateMs = Date.parse(message.date);
  return atMs - dateMs > 2_000 ? dateMs : atMs;
}
