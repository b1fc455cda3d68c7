import type { z } from "zod";
import type { Message } from "@/lib/contract/messages/stored";
import type { MessageModel } from "@/lib/generated/prisma/models";
import { messageOf } from "./message";

export type StoredMessage = z.input<typeof Message>;

/** A message as it is stored, for the answers that show it so. The deprecated fields repeat the first of each list. */
export function toStoredMessage(row: MessageModel): StoredMessage {
  const { approvals, tool_returns, ...message } = messageOf(row);
  const first = approvals?.[0];
  return {
    ...(message as unknown as StoredMessage),
    agent_id: row.agent_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
    created_by_id: row.created_by_id,
    last_updated_by_id: row.last_updated_by_id,
    batch_item_id: row.batch_item_id,
    tool_returns: (tool_returns ?? null) as StoredMessage["tool_returns"],
    tool_call_id: tool_returns?.[0]?.tool_call_id ?? null,
    approvals: (approvals ?? null) as StoredMessage["approvals"],
    approve: first?.type === "approval" ? first.approve : null,
    denial_reason: first?.type === "approval" && !first.approve ? (first.reason ?? null) : null,
  };
}
