import type { health as contract } from "@/lib/contract/registry";
import type { Context } from "@/lib/domain/context";
import type { Handlers } from "../handlers";

const alive = ({ ctx }: { ctx: Context }) => ({ version: ctx.settings.version, status: "ok" });

/** A request that gets here found the process ready; one that is not refuses before. */
export const health: Handlers<typeof contract> = {
  checkHealth: alive,
  checkReadiness: alive,
};
