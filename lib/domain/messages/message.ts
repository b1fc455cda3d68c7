import { Prisma } from "@/lib/generated/prisma/client";
import type { MessageModel } from "@/lib/generated/prisma/models";
import { type ContentPart, type Message, textOf } from "@/lib/runtime/messages";
import { returnText } from "@/lib/runtime/returns";

/** A stored row as the runtime knows it. The casts hold because only `columnsOf` writes these columns. */
export function messageOf(row: MessageModel): Message {
  return {
    id: row.id,
    role: row.role as Message["role"],
    content: row.content as unknown as ContentPart[],
    name: row.name,
    tool_calls: row.tool_calls as unknown as Message["tool_calls"],
    tool_returns: row.tool_returns as unknown as Message["tool_returns"],
    approvals: row.approvals as unknown as Message["approvals"],
    approval_request_id: row.approval_request_id,
    otid: row.otid,
    step_id: row.step_id,
    run_id: row.run_id,
    sender_id: row.sender_id,
    group_id: row.group_id,
    batch_item_id: row.batch_item_id,
    conversation_id: row.conversation_id,
    model: row.model,
    is_err: row.is_err,
    created_at: row.created_at.toISOString(),
  };
}

/** The columns of a message, ready to insert. */
export function columnsOf(
  message: Message,
  owner: { organizationId: string; agentId: string; userId: string | null },
): Prisma.MessageCreateManyInput {
  return {
    id: message.id,
    organization_id: owner.organizationId,
    agent_id: owner.agentId,
    role: message.role,
    content: clean(message.content),
    name: message.name ?? null,
    tool_calls: orDbNull(message.tool_calls),
    tool_returns: orDbNull(message.tool_returns),
    approvals: orDbNull(message.approvals),
    approval_request_id: message.approval_request_id ?? null,
    otid: message.otid ?? null,
    step_id: message.step_id ?? null,
    run_id: message.run_id ?? null,
    sender_id: message.sender_id ?? null,
    group_id: message.group_id ?? null,
    batch_item_id: message.batch_item_id ?? null,
    conversation_id: message.conversation_id ?? null,
    model: message.model ?? null,
    is_err: message.is_err ?? null,
    search_text: searchText(message),
    created_by_id: owner.userId,
    created_at: new Date(message.created_at),
  };
}

/** What search finds a message by: what was said and what `send_message` said; null for the rest. */
export function searchText(message: Message): string | null {
  const said = noNul(textOf(message.content));
  switch (message.role) {
    case "user":
    case "summary":
      return said || null;
    case "assistant": {
      const sent = (message.tool_calls ?? []).flatMap((call) =>
        call.function.name === "send_message" ? sentText(call.function.arguments) : [],
      );
      return noNul([said, ...sent].filter(Boolean).join("\n")) || null;
    }
    case "tool":
      return noNul((message.tool_returns ?? []).map(returnText).join("\n")) || null;
    default:
      return null;
  }
}

function sentText(argumentsJson: string): string[] {
  try {
    const { message } = JSON.parse(argumentsJson) as { message?: unknown };
    return typeof message === "string" ? [message] : [];
  } catch {
    return [];
  }
}

/** Postgres stores neither NUL nor lone surrogates in text and JSON. */
const noNul = (text: string) => text.replaceAll("\u0000", "").toWellFormed();

const clean = (value: unknown): Prisma.InputJsonValue =>
  JSON.parse(JSON.stringify(value), (_, item) => (typeof item === "string" ? noNul(item) : item));

const orDbNull = (value: unknown) => (value === null || value === undefined ? Prisma.DbNull : clean(value));
