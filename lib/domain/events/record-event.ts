import { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export interface StateChange {
  entityType: "agent" | "block" | "conversation";
  entityId: string;
  agentId?: string | null;
  conversationId?: string | null;
  action:
    | "created"
    | "updated"
    | "deleted"
    | "attached"
    | "detached"
    | "messages_appended"
    | "messages_replaced"
    | "recompiled";
  version?: number;
  /** The changed fields as they were and as they are. */
  before?: unknown;
  after?: unknown;
}

/** Appends to the history of state. Call it in the transaction of the change: neither may exist without the other. */
export async function recordEvents(ctx: Context, changes: StateChange[]): Promise<void> {
  if (changes.length === 0) return;
  await ctx.db.stateEvent.createMany({
    data: changes.map((change) => ({
      organization_id: ctx.actor.organizationId,
      entity_type: change.entityType,
      entity_id: change.entityId,
      agent_id: change.agentId ?? (change.entityType === "agent" ? change.entityId : null),
      conversation_id: change.conversationId ?? null,
      action: change.action,
      version: change.version ?? null,
      before: json(change.before),
      after: json(change.after),
      actor_type: ctx.actor.type,
      actor_id: ctx.actor.id,
      run_id: ctx.cause?.runId ?? null,
      step_id: ctx.cause?.stepId ?? null,
    })),
  });
}

export const recordEvent = (ctx: Context, change: StateChange) => recordEvents(ctx, [change]);

const json = (value: unknown) =>
  value === undefined ? Prisma.DbNull : (JSON.parse(JSON.stringify(value)) as Prisma.InputJsonValue);

/** The fields whose values differ, as they were and as they are; null when nothing differs. */
export function difference<T extends object>(
  before: T,
  after: Partial<T>,
): { before: Partial<T>; after: Partial<T> } | null {
  const changed = (Object.keys(after) as (keyof T)[]).filter(
    (key) => after[key] !== undefined && JSON.stringify(before[key]) !== JSON.stringify(after[key]),
  );
  if (changed.length === 0) return null;
  const pick = (source: Partial<T>) =>
    Object.fromEntries(changed.map((key) => [key, source[key]])) as Partial<T>;
  return { before: pick(before), after: pick(after) };
}
