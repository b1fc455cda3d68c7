"use client";
import { useQuery } from "@tanstack/react-query";
import { serverQueries } from "@/components/shell/queries";
import { useFirstRunMemory } from "./first-run-memory";
import { firstRunQueries } from "./queries";
import { firstSteps, isAllDone, type Step } from "./steps";

export type FirstSteps = { steps: Step[]; agentId: string | null };

/** Null when it was put away or all is done: then there is nothing to show. */
export function useSteps(): FirstSteps | "unknown" | null {
  const memory = useFirstRunMemory();
  const isWanted = !memory.isDismissed;
  const talk = useQuery({ ...firstRunQueries.lastTalk(), enabled: isWanted });
  const providers = useQuery({ ...serverQueries.providers(), enabled: isWanted });
  if (!isWanted) return null;
  if (!talk.data || !providers.data) return talk.isError || providers.isError ? null : "unknown";
  const steps = firstSteps({
    ...talk.data,
    hasCopiedCode: memory.hasCopiedCode,
    hasRealModel: providers.data.providers.some(
      (one) => one.status === "ok" && one.source !== "built-in" && one.model_count > 0,
    ),
  });
  return isAllDone(steps) ? null : { steps, agentId: talk.data.agentId };
}
