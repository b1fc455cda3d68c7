"use client";
import { X } from "lucide-react";
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import { IconButton } from "@/components/ui/icon-button";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { rememberFirstRun } from "./first-run-memory";
import type { Step } from "./steps";
import { useSteps } from "./use-steps";

const StepList = dynamic(() => import("./step-list").then((file) => file.StepList));

/** The same list within reach of every other page, as one quiet word. */
export function FirstRunStatus() {
  const first = useSteps();
  // The list of agents shows the steps in full.
  const isShownThere = usePathname() === "/agents";
  if (first === null || first === "unknown" || isShownThere) return null;
  const done = first.steps.filter((step) => step.isDone).length;
  return (
    <Popover>
      <PopoverTrigger className="flex h-6 items-center gap-1.5 rounded-sm px-1 text-accent-text hover:bg-hover">
        Getting started
        <Dots steps={first.steps} />
        <span className="sr-only">
          {done} of {first.steps.length} done
        </span>
      </PopoverTrigger>
      <PopoverContent
        label="Getting started"
        side="top"
        align="end"
        className="w-[min(27rem,calc(100vw-1rem))] p-0"
      >
        <header className="flex items-center justify-between py-2 pr-2 pl-4">
          <h2 className="font-medium text-base">Getting started</h2>
          <IconButton label="Put away for good" onClick={() => rememberFirstRun({ isDismissed: true })}>
            <X aria-hidden="true" />
          </IconButton>
        </header>
        <StepList steps={first.steps} agentId={first.agentId} />
      </PopoverContent>
    </Popover>
  );
}

function Dots({ steps }: { steps: Step[] }) {
  return (
    <span aria-hidden="true" className="flex gap-0.75">
      {steps.map((step) => (
        <span
          key={step.id}
          className={
            step.isDone
              ? "size-1.5 rounded-full bg-accent"
              : "size-1.5 rounded-full border border-line-strong"
          }
        />
      ))}
    </span>
  );
}
