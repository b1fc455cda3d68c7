import { z } from "zod";
import { datetime, id } from "../common";

export const AuthRequest = z
  .object({
    password: z.string().optional(),
  })
  .meta({ id: "AuthRequest" });
export type AuthRequest = z.output<typeof AuthRequest>;

export const AuthResponse = z
  .object({
    uuid: z.guid(),
    is_admin: z.boolean().nullish(),
  })
  .meta({ id: "AuthResponse" });
export type AuthResponse = z.output<typeof AuthResponse>;

export const Organization = z
  .strictObject({
    id: z
      .string()
      .regex(/^org-[a-fA-F0-9]{8}/)
      .optional(),
    name: z.string().default("SincereYogurt"),
    created_at: datetime.nullish(),
    privileged_tools: z.boolean().default(false),
  })
  .meta({ id: "Organization" });
export type Organization = z.output<typeof Organization>;

export const OrganizationCreate = z
  .strictObject({
    name: z.string().nullish(),
    privileged_tools: z.boolean().nullable().default(false),
  })
  .meta({ id: "OrganizationCreate" });
export type OrganizationCreate = z.output<typeof OrganizationCreate>;

export const OrganizationUpdate = z
  .strictObject({
    name: z.string().nullish(),
    privileged_tools: z.boolean().nullish(),
  })
  .meta({ id: "OrganizationUpdate" });
export type OrganizationUpdate = z.output<typeof OrganizationUpdate>;

export const User = z
  .strictObject({
    id: z
      .string()
      .regex(/^user-[a-fA-F0-9]{8}/)
      .optional(),
    name: z.string(),
    created_at: datetime.nullish(),
    updated_at: datetime.nullish(),
    is_deleted: z.boolean().default(false),
  })
  .meta({ id: "User" });
export type User = z.output<typeof User>;

export const UserCreate = z
  .strictObject({
    name: z.string(),
  })
  .meta({ id: "UserCreate" });
export type UserCreate = z.output<typeof UserCreate>;

export const UserUpdate = z
  .strictObject({
    id: id("user"),
    name: z.string().nullish(),
  })
  .meta({ id: "UserUpdate" });
export type UserUpdate = z.output<typeof UserUpdate>;
