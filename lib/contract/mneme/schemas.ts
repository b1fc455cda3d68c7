import { z } from "zod";
import { datetime, orNull } from "../common";

/** Where answers or prompts may be sent: what the operator connected, without keys. */
export const MnemeDestination = z
  .object({
    provider: z.string(),
    type: z.string(),
    host: z.string(),
    base_url: z.string(),
    /** The host is this machine. */
    is_local: z.boolean(),
  })
  .meta({ id: "MnemeDestination" });

export const MnemeServer = z
  .object({
    name: z.string(),
    version: z.string(),
    api_version: z.string(),
    auth_mode: z.enum(["local", "required"]),
    started_at: datetime,
    uptime_seconds: z.int(),
    node_version: z.string(),
    platform: z.string(),
    database: z.object({
      kind: z.enum(["embedded", "postgres"]),
      version: z.string(),
      /** Told in local mode only. */
      data_dir: orNull(z.string()),
      snapshots: orNull(
        z.object({
          every_minutes: z.number(),
          count: z.int(),
          size_bytes: z.int(),
          newest_at: orNull(datetime),
        }),
      ),
    }),
    counts: z.object({ agents: z.int(), messages: z.int() }),
    destinations: z.array(MnemeDestination),
  })
  .meta({ id: "MnemeServer" });
export type MnemeServer = z.output<typeof MnemeServer>;

export const MnemeProvider = z
  .object({
    name: z.string(),
    type: z.string(),
    category: z.enum(["base", "byok"]),
    source: z.enum(["env", "probe", "built-in", "database"]),
    base_url: orNull(z.string()),
    status: z.enum(["ok", "unreachable", "unauthorized", "error"]),
    message: orNull(z.string()),
    checked_at: datetime,
    model_count: z.int(),
  })
  .meta({ id: "MnemeProvider" });
export type MnemeProvider = z.output<typeof MnemeProvider>;

/** How to connect a provider that does not answer yet. */
export const MnemeProviderSetup = z
  .object({
    name: z.string(),
    title: z.string(),
    /** It runs on the user's own machine. */
    is_local: z.boolean(),
    /** Environment variables, those that are needed first. */
    variables: z.array(z.string()),
    /** How many of them are needed. */
    required: z.int(),
    /** Where it is looked for by itself. */
    usual_url: orNull(z.string()),
  })
  .meta({ id: "MnemeProviderSetup" });

export const MnemeProviders = z
  .object({ providers: z.array(MnemeProvider), setup: z.array(MnemeProviderSetup) })
  .meta({ id: "MnemeProviders" });
export type MnemeProviders = z.output<typeof MnemeProviders>;

export const MnemeModelTest = z
  .object({
    handle: z.string(),
    ok: z.boolean(),
    ms: z.int(),
    first_token_ms: orNull(z.int()),
    /** What the model said; may be empty for one that only thought. */
    text: z.string(),
    error: orNull(z.object({ kind: z.string(), message: z.string(), status: orNull(z.int()) })),
  })
  .meta({ id: "MnemeModelTest" });
export type MnemeModelTest = z.output<typeof MnemeModelTest>;

export const MnemeKey = z
  .object({
    id: z.string(),
    name: z.string(),
    /** The first characters of the key. */
    hint: z.string(),
    user_id: z.string(),
    user_name: orNull(z.string()),
    last_used_at: orNull(datetime),
    expires_at: orNull(datetime),
    revoked_at: orNull(datetime),
    created_at: datetime,
  })
  .meta({ id: "MnemeKey" });
export type MnemeKey = z.output<typeof MnemeKey>;

/** `key` is told this once and never again. */
export const MnemeCreatedKey = MnemeKey.extend({ key: z.string() }).meta({ id: "MnemeCreatedKey" });
export type MnemeCreatedKey = z.output<typeof MnemeCreatedKey>;

export const MnemeCreateKey = z
  .object({ name: z.string().trim().min(1).max(200), expires_at: datetime.nullish() })
  .meta({ id: "MnemeCreateKey" });
export type MnemeCreateKey = z.output<typeof MnemeCreateKey>;

/** Number of an entry in the history, as text since it may grow beyond what a double holds. */
export const eventId = z.string().regex(/^\d{1,18}$/);

export const MnemeHistoryEntry = z
  .object({
    id: z.string(),
    entity_type: z.enum(["agent", "block", "conversation"]),
    entity_id: z.string(),
    action: z.enum([
      "created",
      "updated",
      "deleted",
      "attached",
      "detached",
      "messages_appended",
      "messages_replaced",
      "recompiled",
    ]),
    /** The entity's version after the change. */
    version: orNull(z.int()),
    /** The changed fields as they were, and as they became. */
    before: orNull(z.record(z.string(), z.unknown())),
    after: orNull(z.record(z.string(), z.unknown())),
    actor: z.object({
      type: z.enum(["user", "api_key", "agent", "system"]),
      id: orNull(z.string()),
      name: orNull(z.string()),
    }),
    agent_id: orNull(z.string()),
    conversation_id: orNull(z.string()),
    run_id: orNull(z.string()),
    step_id: orNull(z.string()),
    created_at: datetime,
  })
  .meta({ id: "MnemeHistoryEntry" });
export type MnemeHistoryEntry = z.output<typeof MnemeHistoryEntry>;

export const MnemeHistory = z
  .object({
    entries: z.array(MnemeHistoryEntry),
    /** Give it as `before` to read on; null at the end. */
    next_before: orNull(z.string()),
  })
  .meta({ id: "MnemeHistory" });
export type MnemeHistory = z.output<typeof MnemeHistory>;

export const MnemeRestoreBlock = z
  .object({ event_id: eventId, to: z.enum(["after", "before"]).default("after") })
  .meta({ id: "MnemeRestoreBlock" });
export type MnemeRestoreBlock = z.output<typeof MnemeRestoreBlock>;

export const MnemeReplaceBlockText = z
  .object({
    /** The text that was edited. */
    base: z.string(),
    text: z.string(),
  })
  .meta({ id: "MnemeReplaceBlockText" });
export type MnemeReplaceBlockText = z.output<typeof MnemeReplaceBlockText>;

export const MnemeUndoneMemory = z
  .object({
    step_id: z.string(),
    blocks: z.array(
      z.object({
        block_id: z.string(),
        label: z.string(),
        /** What the undo did: gave a block its fields, took it away, or gave it back to the agent. */
        change: z.enum(["reverted", "deleted", "attached", "detached"]),
      }),
    ),
  })
  .meta({ id: "MnemeUndoneMemory" });
export type MnemeUndoneMemory = z.output<typeof MnemeUndoneMemory>;

export const MnemeRewound = z
  .object({
    agent_id: z.string(),
    /** In their order; may begin before the message that was named, so that no call stays without its return. */
    removed_message_ids: z.array(z.string()),
    /** Messages left in the window, the system message included. */
    window_size: z.int(),
  })
  .meta({ id: "MnemeRewound" });
export type MnemeRewound = z.output<typeof MnemeRewound>;
