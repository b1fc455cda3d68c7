import { z } from "zod";
import { deprecated, id, orNull } from "../common";

export const IdentityPropertyType = z
  .enum(["string", "number", "boolean", "json"])
  .meta({ id: "IdentityPropertyType" });
export type IdentityPropertyType = z.output<typeof IdentityPropertyType>;

export const IdentityProperty = z
  .strictObject({
    key: z.string(),
    value: z.union([z.string(), z.int(), z.number(), z.boolean(), z.record(z.string(), z.unknown())]),
    type: IdentityPropertyType,
  })
  .meta({ id: "IdentityProperty" });
export type IdentityProperty = z.output<typeof IdentityProperty>;

export const IdentityType = z.enum(["org", "user", "other"]).meta({ id: "IdentityType" });
export type IdentityType = z.output<typeof IdentityType>;

export const Identity = z
  .object({
    id: z.string(),
    identifier_key: z.string(),
    name: z.string(),
    identity_type: IdentityType,
    project_id: orNull(z.string()),
    agent_ids: deprecated(z.array(z.string())),
    block_ids: deprecated(z.array(z.string())),
    properties: z.array(IdentityProperty).default([]),
  })
  .meta({ id: "Identity" });
export type Identity = z.output<typeof Identity>;

export const IdentityCreate = z
  .strictObject({
    identifier_key: z.string(),
    name: z.string(),
    identity_type: IdentityType,
    project_id: z.string().nullish(),
    agent_ids: deprecated(z.array(id("agent")).nullish()),
    block_ids: deprecated(z.array(id("block")).nullish()),
    properties: z.array(IdentityProperty).nullish(),
  })
  .meta({ id: "IdentityCreate" });
export type IdentityCreate = z.output<typeof IdentityCreate>;

export const IdentityUpdate = z
  .strictObject({
    identifier_key: z.string().nullish(),
    name: z.string().nullish(),
    identity_type: IdentityType.nullish(),
    agent_ids: deprecated(z.array(id("agent")).nullish()),
    block_ids: deprecated(z.array(id("block")).nullish()),
    properties: z.array(IdentityProperty).nullish(),
  })
  .meta({ id: "IdentityUpdate" });
export type IdentityUpdate = z.output<typeof IdentityUpdate>;

export const IdentityUpsert = z
  .strictObject({
    identifier_key: z.string(),
    name: z.string(),
    identity_type: IdentityType,
    project_id: z.string().nullish(),
    agent_ids: deprecated(z.array(id("agent")).nullish()),
    block_ids: deprecated(z.array(id("block")).nullish()),
    properties: z.array(IdentityProperty).nullish(),
  })
  .meta({ id: "IdentityUpsert" });
export type IdentityUpsert = z.output<typeof IdentityUpsert>;
