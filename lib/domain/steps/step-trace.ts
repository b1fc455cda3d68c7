import { promisify } from "node:util";
import { gunzip } from "node:zlib";
import type { z } from "zod";
import type { ProviderTrace } from "@/lib/contract/telemetry/schemas";
import type { ProviderTrace as TraceRow } from "@/lib/generated/prisma/client";
import type { Context } from "../context";

type TraceBody = z.input<typeof ProviderTrace>;

/** The exact exchange with the provider in a step, or null when none was kept. */
export async function stepTrace(ctx: Context, stepId: string): Promise<TraceBody | null> {
  const rows = await ctx.db.providerTrace.findMany({
    where: { step_id: stepId, organization_id: ctx.actor.organizationId },
    orderBy: { created_at: "desc" },
  });
  const row = rows.find(({ call_type }) => call_type === "agent_step") ?? rows[0];
  return row ? toTrace(row) : null;
}

async function toTrace(row: TraceRow): Promise<TraceBody> {
  const [request_json, response_json] = await Promise.all([unpacked(row.request), unpacked(row.response)]);
  return {
    id: row.id,
    request_json,
    response_json,
    step_id: row.step_id,
    agent_id: row.agent_id,
    agent_tags: row.agent_tags,
    call_type: row.call_type,
    run_id: row.run_id,
    source: row.source,
    org_id: row.organization_id,
    compaction_settings: row.compaction_settings as TraceBody["compaction_settings"],
    llm_config: row.llm_config as TraceBody["llm_config"],
    billing_context: row.billing_context as TraceBody["billing_context"],
    created_by_id: row.created_by_id,
    created_at: row.created_at,
    updated_at: row.updated_at,
  };
}

const decompress = promisify(gunzip);
const unpacked = async (body: Uint8Array) =>
  JSON.parse((await decompress(body)).toString()) as Record<string, unknown>;
