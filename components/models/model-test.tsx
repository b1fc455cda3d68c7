"use client";
import { CircleAlert, CircleCheck } from "lucide-react";
import { Button } from "@/components/ui/button";
import { preciseDuration } from "@/components/ui/numbers";
import type { MnemeModelTest } from "@/lib/contract/mneme/schemas";
import { useTestModel } from "./queries";

/** One tiny real call, so that a handle that is listed is also known to answer. */
export function ModelTest({ handle }: { handle: string }) {
  const test = useTestModel(handle);
  return (
    <span className="inline-flex max-w-72 flex-wrap items-center justify-end gap-x-3 gap-y-1">
      <span role="status" className="text-xs">
        {test.data && <Outcome test={test.data} />}
        {test.isError && <Failure message={`The test did not run. ${test.error.message}`} />}
      </span>
      <Button
        size="sm"
        aria-label={`Test ${handle}`}
        isPending={test.isPending}
        onClick={() => test.mutate()}
      >
        {test.isPending ? "Testing" : "Test"}
      </Button>
    </span>
  );
}

function Outcome({ test }: { test: MnemeModelTest }) {
  if (!test.ok) return <Failure message={test.error?.message ?? "The model did not answer."} />;
  const first =
    test.first_token_ms === null ? "" : `, first word after ${preciseDuration(test.first_token_ms)}`;
  return (
    <span
      className="flex items-center gap-1.5 text-positive-text"
      title={test.text ? `It said: ${test.text}` : undefined}
    >
      <CircleCheck aria-hidden="true" className="size-3.5" /> Answered in {preciseDuration(test.ms)}
      <span className="sr-only">{first}</span>
    </span>
  );
}

function Failure({ message }: { message: string }) {
  return (
    <span className="wrap-anywhere flex items-start gap-1.5 text-left text-danger-text">
      <CircleAlert aria-hidden="true" className="mt-0.5 size-3.5 shrink-0" /> {message}
    </span>
  );
}
