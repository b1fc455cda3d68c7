import type { Message } from "@/lib/runtime/messages";
import { noteRequests } from "../approvals/note-requests";
import type { Context } from "../context";
import { columnsOf } from "./message";

/** Stores messages of an agent in the given order. The window that shows them to the model is the caller's business. */
export async function insertMessages(tx: Context, agentId: string, messages: Message[]): Promise<void> {
  if (messages.length === 0) return;
  const { organizationId, userId } = tx.actor;
  await tx.db.message.createMany({
    data: messages.map((message) => columnsOf(message, { organizationId, agentId, userId })),
  });
  await noteRequests(tx, agentId, messages);
}
