import type { IncomingMessage } from "@/lib/contract/messages/requests";
import { type PackedToolReturn, packToolReturn } from "@/lib/runtime/envelope";
import type { ApprovalReturn, ContentPart, Message, ToolReturnContent } from "@/lib/runtime/messages";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";

export interface InputFields {
  messages?: IncomingMessage[] | null;
  /** Short for one user message. */
  input?: string | unknown[] | null;
}

/**
 * The request's messages as they will be stored, in order and not yet stored.
 * @throws AppError `unprocessable` when there is none, or both spellings are used; `invalid_argument` for an empty one
 */
export function readInput(
  ctx: Context,
  fields: InputFields,
  target: { conversationId: string | null; timezone: string },
): Message[] {
  const incoming = incomingMessages(fields);
  return incoming.map((message, index) => ({
    ...shared(ctx, message, target.conversationId),
    ...(isMessage(message)
      ? spokenInput(message)
      : approvalInput(ctx, isToolReturn(message) ? asApproval(message, index) : message, target.timezone)),
  }));
}

type Spoken = Extract<IncomingMessage, { role: string }>;
type ToolReturns = Extract<IncomingMessage, { tool_returns: unknown }>;
type Approval = Exclude<IncomingMessage, Spoken | ToolReturns>;

const isMessage = (message: IncomingMessage): message is Spoken => "role" in message;
const isToolReturn = (message: IncomingMessage): message is ToolReturns => message.type === "tool_return";

function incomingMessages({ messages, input }: InputFields): IncomingMessage[] {
  if (messages?.length && input != null)
    throw new AppError("unprocessable", "Give either messages or input, not both", { exact: true });
  const all =
    input == null ? (messages ?? []) : [{ type: "message", role: "user", content: input } as Spoken];
  if (all.length === 0) throw new AppError("unprocessable", "Messages must not be empty", { exact: true });
  return all;
}

const shared = (ctx: Context, message: IncomingMessage, conversation_id: string | null) => ({
  id: ctx.ids.next("message"),
  otid: message.otid ?? ctx.ids.next("otid").slice("otid-".length),
  group_id: message.group_id ?? null,
  batch_item_id: "batch_item_id" in message ? (message.batch_item_id ?? null) : null,
  conversation_id,
  created_at: ctx.clock.now().toISOString(),
});

function spokenInput(message: Spoken): Pick<Message, "role" | "content" | "name" | "sender_id"> {
  const content = contentParts(message.content);
  const isEmpty =
    content.length === 0 || content.every((part) => part.type === "text" && part.text.trim() === "");
  if (isEmpty) throw new AppError("invalid_argument", "Message content is empty or invalid");
  return { role: message.role, content, name: message.name ?? null, sender_id: message.sender_id ?? null };
}

function contentParts(content: Spoken["content"]): ContentPart[] {
  if (typeof content === "string") return [{ type: "text", text: content }];
  return content.map((part): ContentPart => {
    if (part.type === "text") return { type: "text", text: part.text };
    if (part.type === "image") return { type: "image", source: imageSource(part.source as ImageInput) };
    throw new AppError("invalid_argument", `A message cannot bring content of type '${part.type}'`);
  });
}

type ImageInput = Extract<ContentPart, { type: "image" }>["source"];

function imageSource(source: ImageInput): ImageInput {
  if (source.type !== "url") return source;
  if (source.url.startsWith("data:")) return dataImage(source.url);
  if (/^https?:\/\//.test(source.url)) return source;
  throw new AppError(
    "invalid_argument",
    `An image cannot be read from '${source.url.split(":")[0]}:' addresses`,
  );
}

/** The text behind the first comma is taken as it is: image data is never sent but in base64. */
function dataImage(url: string): ImageInput {
  const at = url.indexOf(",");
  const head = at < 0 ? url : url.slice(0, at);
  const media_type = head.slice("data:".length).split(";")[0] || "image/jpeg";
  return { type: "base64", media_type, data: at < 0 ? "" : url.slice(at + 1) };
}

/** Returns without a wrapper stand for an approval that brings them; only the first message can be one. */
function asApproval(message: ToolReturns, index: number): Approval {
  if (index > 0)
    throw new AppError("invalid_argument", "Tool returns must be the first message of a request");
  return { type: "approval", approvals: message.tool_returns } as Approval;
}

function approvalInput(
  ctx: Context,
  message: Approval,
  timezone: string,
): Partial<Message> & Pick<Message, "role" | "content"> {
  const decisions = message.approvals ?? legacyDecision(message);
  const approvals = decisions.map((item): ApprovalReturn => {
    if (item.type === "approval")
      return {
        type: "approval",
        tool_call_id: item.tool_call_id,
        approve: item.approve,
        reason: item.reason ?? null,
        ...editedArguments("arguments" in item ? item.arguments : null),
      };
    const { tool_call_id, status, stdout, stderr, tool_return } = item;
    const func_response = returnContent(tool_return, { status, now: ctx.clock.now(), timezone });
    return {
      type: "tool",
      tool_call_id,
      status,
      func_response,
      stdout: stdout ?? null,
      stderr: stderr ?? null,
    };
  });
  return {
    role: "approval",
    content: [],
    approvals,
    approval_request_id: message.approval_request_id ?? null,
  };
}

/** @throws AppError `unprocessable` for anything but an object */
function editedArguments(given: unknown): { arguments?: Record<string, unknown> } {
  if (given === undefined || given === null) return {};
  if (typeof given === "object" && !Array.isArray(given))
    return { arguments: given as Record<string, unknown> };
  throw new AppError("unprocessable", "The arguments of an approval must be an object", { exact: true });
}

type GivenReturn = Extract<NonNullable<Approval["approvals"]>[number], { type: "tool" }>["tool_return"];

/** Text in the envelope that the server's own tools have; with images, the parts as they are. */
function returnContent(given: GivenReturn, stamp: Omit<PackedToolReturn, "value">): ToolReturnContent {
  if (typeof given === "string") return packToolReturn({ ...stamp, value: given });
  const parts = contentParts(given as Exclude<Spoken["content"], string>);
  const texts = parts.flatMap((part) => (part.type === "text" ? [part.text] : []));
  return texts.length === parts.length
    ? packToolReturn({ ...stamp, value: texts.join("\n") })
    : (parts as Exclude<ToolReturnContent, string>);
}

/** The old form names the request instead of the call; the run translates it once it knows the pending call. */
function legacyDecision({ approve, approval_request_id, reason }: Approval) {
  if (approve == null) return [];
  return [
    { type: "approval" as const, tool_call_id: approval_request_id ?? "", approve, reason: reason ?? null },
  ];
}
