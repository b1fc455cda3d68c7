"use client";
import { useQuery } from "@tanstack/react-query";
import { serverQueries } from "@/components/shell/queries";
import { useFirstRunMemory } from "./first-run-memory";
import { firstRunQueries } from "./queries";
import { firstSteps, isAllDone } from "./steps";

/** Null while unknown, when it was put away, and when all is done: then there is nothing to show. */
export function useSteps() {
  const memory = useFirstRunMemory();
  const isWanted = !memory.isDismissed;
  const talk = useQuery({ ...firstRunQueries.lastTalk(), enabled: isWanted });
  const providers = useQuery({ ...serverQueries.providers(), enabled: isWanted });
  if (!isWanted || !talk.data || !providers.data) return null;
  const steps = firstSteps({
    ...talk.data,
    hasCopiedCode: memory.hasCopiedCode,
    hasRealModel: providers.data.providers.some(
      (one) => one.status === "ok" && one.source !== "built-in" && one.model_count > 0,
    ),
  });
  return isAllDone(steps) ? null : { steps, agentId: talk.data.agentId };
}
