import { z } from "zod";
import { deprecated, orNull } from "../common";

export const Block = z
  .object({
    value: z.string(),
    limit: z.int().default(100000),
    project_id: orNull(z.string()),
    template_name: orNull(z.string()),
    is_template: z.boolean().default(false),
    template_id: orNull(z.string()),
    base_template_id: orNull(z.string()),
    deployment_id: orNull(z.string()),
    entity_id: orNull(z.string()),
    preserve_on_migration: z.boolean().nullable().default(false),
    label: orNull(z.string()),
    read_only: z.boolean().default(false),
    description: orNull(z.string()),
    metadata: z.record(z.string(), z.unknown()).nullable().default({}),
    hidden: orNull(z.boolean()),
    id: z.string(),
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    tags: z.array(z.string()).nullable().default([]),
  })
  .meta({ id: "Block" });
export type Block = z.output<typeof Block>;

export const BlockResponse = z
  .object({
    value: z.string(),
    limit: z.int().default(100000),
    project_id: orNull(z.string()),
    template_name: deprecated(orNull(z.string())),
    is_template: z.boolean().default(false),
    template_id: deprecated(orNull(z.string())),
    base_template_id: deprecated(orNull(z.string())),
    deployment_id: deprecated(orNull(z.string())),
    entity_id: deprecated(orNull(z.string())),
    preserve_on_migration: deprecated(z.boolean().nullable().default(false)),
    label: orNull(z.string()),
    read_only: deprecated(z.boolean().default(false)),
    description: orNull(z.string()),
    metadata: z.record(z.string(), z.unknown()).nullable().default({}),
    hidden: deprecated(orNull(z.boolean())),
    id: z.string(),
    created_by_id: orNull(z.string()),
    last_updated_by_id: orNull(z.string()),
    tags: z.array(z.string()).nullable().default([]),
  })
  .meta({ id: "BlockResponse" });
export type BlockResponse = z.output<typeof BlockResponse>;

export const BlockUpdate = z
  .object({
    value: z.string().nullish(),
    limit: z.int().nullish(),
    project_id: z.string().nullish(),
    template_name: z.string().nullish(),
    is_template: z.boolean().optional(),
    template_id: z.string().nullish(),
    base_template_id: z.string().nullish(),
    deployment_id: z.string().nullish(),
    entity_id: z.string().nullish(),
    preserve_on_migration: z.boolean().nullish(),
    label: z.string().nullish(),
    read_only: z.boolean().optional(),
    description: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullish(),
    hidden: z.boolean().nullish(),
    tags: z.array(z.string()).nullish(),
  })
  .meta({ id: "BlockUpdate" });
export type BlockUpdate = z.output<typeof BlockUpdate>;

export const CreateBlock = z
  .object({
    value: z.string(),
    limit: z.int().default(100000),
    project_id: z.string().nullish(),
    template_name: z.string().nullish(),
    is_template: z.boolean().default(false),
    template_id: z.string().nullish(),
    base_template_id: z.string().nullish(),
    deployment_id: z.string().nullish(),
    entity_id: z.string().nullish(),
    preserve_on_migration: z.boolean().nullable().default(false),
    label: z.string(),
    read_only: z.boolean().default(false),
    description: z.string().nullish(),
    metadata: z.record(z.string(), z.unknown()).nullable().default({}),
    hidden: z.boolean().nullish(),
    tags: z.array(z.string()).nullish(),
  })
  .meta({ id: "CreateBlock" });
export type CreateBlock = z.output<typeof CreateBlock>;
