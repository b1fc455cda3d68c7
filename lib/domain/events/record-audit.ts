import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export interface AuditEntry {
  /** `<entity>.<what happened to it>` */
  action: string;
  entityType: string;
  entityId: string;
  /** Never a secret. */
  detail?: Prisma.InputJsonObject;
}

/** Notes who did what to the server itself. Call it in the transaction of the deed. */
export async function recordAudit(
  tx: Context,
  { action, entityType, entityId, detail = {} }: AuditEntry,
): Promise<void> {
  await tx.db.auditEvent.create({
    data: {
      organization_id: tx.actor.organizationId,
      actor_type: tx.actor.type,
      actor_id: tx.actor.id,
      action,
      entity_type: entityType,
      entity_id: entityId,
      detail,
      created_at: tx.clock.now(),
    },
  });
}
