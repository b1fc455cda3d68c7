import type { z } from "zod";
import type { CreateBlock } from "@/lib/contract/blocks/schemas";
import type { Prisma } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

export type NewBlock = z.input<typeof CreateBlock>;

/** The row of a new block, ready to insert. */
export function blockColumns(ctx: Context, block: NewBlock) {
  return {
    id: ctx.ids.next("block"),
    organization_id: ctx.actor.organizationId,
    label: withoutNul(block.label),
    value: withoutNul(block.value),
    limit: block.limit ?? 100_000,
    description: block.description ?? null,
    read_only: block.read_only ?? false,
    metadata: (block.metadata ?? {}) as Prisma.InputJsonObject,
    tags: [...new Set(block.tags ?? [])],
    hidden: block.hidden ?? null,
    project_id: block.project_id ?? null,
    is_template: block.is_template ?? false,
    template_name: block.template_name ?? null,
    template_id: block.template_id ?? null,
    base_template_id: block.base_template_id ?? null,
    deployment_id: block.deployment_id ?? null,
    entity_id: block.entity_id ?? null,
    preserve_on_migration: block.preserve_on_migration ?? false,
    created_by_id: ctx.actor.userId,
    last_updated_by_id: ctx.actor.userId,
    created_at: ctx.clock.now(),
  } satisfies Prisma.BlockCreateManyInput;
}

/** Postgres cannot store NUL in text. */
export const withoutNul = (text: string) => text.replaceAll("\0", "");
