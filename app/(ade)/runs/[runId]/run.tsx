"use client";
import dynamic from "next/dynamic";
import { RunPage } from "@/components/runs/run-page";
import { Skeleton } from "@/components/ui/skeleton";

const StepContext = dynamic(
  () => import("@/components/context/step-context").then((file) => file.StepContext),
  {
    loading: () => <Skeleton className="h-40" />,
  },
);

/** Puts the X-ray of a step's request beside its run. */
export function Run({ runId }: { runId: string }) {
  return (
    <RunPage
      runId={runId}
      contextOf={(stepId, agentId) => <StepContext stepId={stepId} agentId={agentId} />}
    />
  );
}
