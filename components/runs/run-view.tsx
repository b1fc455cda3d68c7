"use client";
import { useQuery } from "@tanstack/react-query";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { useHash } from "@/components/ui/use-hash";
import type { Run } from "@/lib/contract/runs/schemas";
import { runQueries } from "./queries";
import { RunFigures } from "./run-figures";
import { RunHeader } from "./run-header";
import { RunNotice } from "./run-notice";
import type { ContextOf } from "./run-page";
import { isActive } from "./run-state";
import { orderedSteps, selectedStepId } from "./selection";
import { StepPanel } from "./step-panel";
import { useRunStory } from "./use-run-story";
import { useStepKeys } from "./use-step-keys";
import { Waterfall } from "./waterfall";

export function RunView({ run, contextOf }: { run: Run; contextOf: ContextOf }) {
  const { story, isLoaded, connection, error } = useRunStory(run.id);
  const isLive = isActive(run);
  const steps = useQuery(runQueries.steps(run.id, isLive));
  const measured = steps.data ?? [];
  const overview = useQuery(runQueries.overviews([run])).data?.get(run.id);
  const order = orderedSteps(measured, story);
  const selectedId = selectedStepId(useHash(), measured, story, isLive);
  useStepKeys(order, selectedId);
  const known = measured.find(({ step }) => step.id === selectedId);
  return (
    <>
      <RunHeader run={run} story={story} isLoaded={isLoaded} connection={connection} />
      <RunNotice run={run} />
      <RunFigures run={run} steps={measured} costUsd={overview?.cost_usd} />
      {steps.isError && !steps.data && (
        <ErrorState
          title="Could not read the steps"
          detail={steps.error.message}
          onRetry={() => steps.refetch()}
          isRetrying={steps.isFetching}
          className="border-y"
        />
      )}
      {error && order.length === 0 && (
        <ErrorState title="Could not read what happened" detail={error.message} />
      )}
      {steps.isPending && !isLoaded ? (
        <Skeleton className="h-40" />
      ) : (
        <Waterfall run={run} steps={measured} story={story} selectedId={selectedId} />
      )}
      {selectedId && (
        <StepPanel
          key={selectedId}
          run={run}
          stepId={selectedId}
          order={order}
          measured={known}
          costUsd={overview?.step_costs.find(({ step_id }) => step_id === selectedId)?.cost_usd}
          story={story}
          contextOf={contextOf}
        />
      )}
    </>
  );
}
