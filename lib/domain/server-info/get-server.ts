import type { z } from "zod";
import type { MnemeServer } from "@/lib/contract/mneme/schemas";
import type { Context } from "../context";
import { destinationsOf } from "./destinations";

/** What the server is and holds. Where its data lies is only told to those who sit at the machine. */
export async function getServer(ctx: Context): Promise<z.input<typeof MnemeServer>> {
  const { server, settings } = ctx;
  const { organizationId } = ctx.actor;
  const where = { organization_id: organizationId };
  const [agents, messages, states, snapshots] = await Promise.all([
    ctx.db.agent.count({ where }),
    ctx.db.message.count({ where }),
    ctx.models.providerStates(organizationId),
    server.snapshots(),
  ]);
  return {
    name: "Mneme",
    version: server.version,
    api_version: settings.version,
    auth_mode: server.authMode,
    started_at: server.startedAt,
    uptime_seconds: Math.max(0, Math.floor((ctx.clock.now().getTime() - server.startedAt.getTime()) / 1_000)),
    node_version: server.nodeVersion,
    platform: server.platform,
    database: {
      kind: settings.database,
      version: server.databaseVersion,
      data_dir: server.authMode === "local" ? server.dataDir : null,
      snapshots: snapshots && {
        every_minutes: snapshots.everyMs / 60_000,
        count: snapshots.count,
        size_bytes: snapshots.sizeBytes,
        newest_at: snapshots.newestAt,
      },
    },
    counts: { agents, messages },
    destinations: destinationsOf(states),
  };
}
