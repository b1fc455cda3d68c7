"use client";
import { X } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { rememberFirstRun } from "./first-run-memory";
import { StepMark } from "./step-mark";
import type { Step, StepId } from "./steps";
import { useSteps } from "./use-steps";

const StepContent = dynamic(() => import("./step-content").then((file) => file.StepContent));

/** A newcomer's first four steps in one quiet line. It goes when they are done, or for good when it is put away. */
export function GettingStarted() {
  const first = useSteps();
  const [open, setOpen] = useState<StepId | null>(null);
  if (first === null) return null;
  // Holds the place, so that the list below does not jump.
  if (first === "unknown") return <div aria-hidden="true" className="h-11.5" />;
  return (
    <section aria-label="Getting started" className="animate-fade rounded-lg border bg-surface">
      <div className="flex items-center gap-x-5 py-1 pr-1.5 pl-4 max-md:items-start max-sm:gap-x-0 max-sm:pl-2">
        <h2 className="py-2 font-medium max-sm:sr-only">Getting started</h2>
        <ol className="flex flex-1 flex-wrap items-center gap-x-1">
          {first.steps.map((step) => (
            <li key={step.id}>
              <StepButton
                step={step}
                isOpen={step.id === open}
                onToggle={() => setOpen(step.id === open ? null : step.id)}
              />
            </li>
          ))}
        </ol>
        <IconButton
          label="Put away for good"
          className="mt-1"
          onClick={() => rememberFirstRun({ isDismissed: true })}
        >
          <X aria-hidden="true" />
        </IconButton>
      </div>
      {open && (
        <div id="first-step" className="border-t px-4 py-4">
          <StepContent id={open} agentId={first.agentId} />
        </div>
      )}
    </section>
  );
}

type StepButtonProps = { step: Step; isOpen: boolean; onToggle: () => void };

function StepButton({ step, isOpen, onToggle }: StepButtonProps) {
  return (
    <button
      type="button"
      aria-expanded={isOpen}
      aria-controls={isOpen ? "first-step" : undefined}
      onClick={onToggle}
      className={cn(
        "flex h-9 items-center gap-2 rounded-md px-2 transition-colors hover:bg-hover",
        isOpen && "bg-hover",
        step.isDone && "text-ink-muted",
      )}
    >
      <StepMark isDone={step.isDone} />
      {step.title}
      {step.isDone && <span className="sr-only"> done</span>}
    </button>
  );
}
