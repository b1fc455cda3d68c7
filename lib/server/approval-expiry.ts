import { expireApprovals } from "@/lib/domain/approvals/expire-approvals";
import type { Context } from "@/lib/domain/context";
import { BackgroundWork } from "./background-work";

/** Time alone gives rise to this work, so only the clock wakes it. None where nothing expires. */
export function approvalExpiry(
  { db, settings }: Pick<Context, "db" | "settings">,
  systemOf: (organizationId: string) => Context,
  log: Context["log"],
): BackgroundWork[] {
  const expiresAfterMs = settings.approvalExpiresAfterMs;
  if (expiresAfterMs === null) return [];
  const pass = () => expireApprovals(db, systemOf, { expiresAfterMs, now: new Date() });
  return [new BackgroundWork({ name: "approval expiry", pass, pauseMs: 250, idleMs: 2_000, log })];
}
