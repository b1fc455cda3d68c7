"use client";
import { X } from "lucide-react";
import dynamic from "next/dynamic";
import { IconButton } from "@/components/ui/icon-button";
import { rememberFirstRun } from "./first-run-memory";
import { useSteps } from "./use-steps";

const StepList = dynamic(() => import("./step-list").then((file) => file.StepList));

/** A newcomer's first four steps. It goes when they are done, or for good when it is put away. */
export function GettingStarted() {
  const first = useSteps();
  if (!first) return null;
  const done = first.steps.filter((step) => step.isDone).length;
  return (
    <section aria-label="Getting started" className="animate-fade rounded-lg border bg-surface">
      <header className="flex items-center justify-between gap-4 py-2 pr-2 pl-4">
        <h2 className="font-medium text-base">Getting started</h2>
        <span className="ml-auto text-ink-faint text-xs">
          {done} of {first.steps.length} done
        </span>
        <IconButton label="Put away for good" onClick={() => rememberFirstRun({ isDismissed: true })}>
          <X aria-hidden="true" />
        </IconButton>
      </header>
      <StepList steps={first.steps} agentId={first.agentId} />
    </section>
  );
}
