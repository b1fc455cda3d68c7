import { AppError } from "@/lib/shared/errors";
import type { BlockRow } from "../blocks/block";
import { createBlock } from "../blocks/create-block";
import type { Context } from "../context";

/**
 * Copies blocks of an agent for one conversation, where they stand in for the originals. Call it in the transaction
 * that creates the conversation.
 * @throws AppError `invalid_argument` for a label that the agent does not have
 */
export async function isolateBlocks(
  tx: Context,
  { agentId, conversationId, labels }: { agentId: string; conversationId: string; labels: string[] },
): Promise<void> {
  if (labels.length === 0) return;
  const wanted = [...new Set(labels)];
  const links = await tx.db.agentBlock.findMany({
    where: { agent_id: agentId, organization_id: tx.actor.organizationId, label: { in: wanted } },
    include: { block: true },
  });
  for (const label of wanted) {
    const block = links.find((link) => link.label === label)?.block;
    if (!block)
      throw new AppError("invalid_argument", `The agent has no memory block with the label '${label}'`);
    const copy = await createBlock(tx, copyOf(block));
    await tx.db.conversationBlock.create({
      data: {
        organization_id: tx.actor.organizationId,
        conversation_id: conversationId,
        block_id: copy.id as string,
        label,
        created_at: tx.clock.now(),
      },
    });
  }
}

/** Not where the original came from: a copy is no part of a template or a deployment. */
const copyOf = ({
  label,
  value,
  limit,
  description,
  read_only,
  metadata,
  tags,
  hidden,
  project_id,
}: BlockRow) => ({
  label,
  value,
  limit,
  description,
  read_only,
  metadata: metadata as Record<string, unknown> | null,
  tags,
  hidden,
  project_id,
});
