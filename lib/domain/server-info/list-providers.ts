import type { z } from "zod";
import type { MnemeProviders } from "@/lib/contract/mneme/schemas";
import type { Context } from "../context";
import { publicUrl } from "./destinations";
import { providerSetups } from "./provider-setups";

/** Every provider with its state as it was last seen, and how to connect those that do not answer. */
export async function listProviders(ctx: Context): Promise<z.input<typeof MnemeProviders>> {
  const states = await ctx.models.providerStates(ctx.actor.organizationId);
  const connected = new Set(states.filter(({ status }) => status === "ok").map(({ name }) => name));
  return {
    providers: states.map((state) => ({
      name: state.name,
      type: state.type,
      category: state.category,
      source: state.source,
      base_url: state.baseUrl && publicUrl(state.baseUrl),
      status: state.status,
      message: state.message,
      checked_at: state.checkedAt,
      model_count: state.modelCount,
    })),
    setup: providerSetups.filter(({ name }) => !connected.has(name)),
  };
}

/** The same, after asking each of them. */
export async function refreshProviders(ctx: Context) {
  await ctx.models.refresh(ctx.actor.organizationId);
  return listProviders(ctx);
}
