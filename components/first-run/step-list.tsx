"use client";
import { ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { StepContent } from "./step-content";
import { StepMark } from "./step-mark";
import type { Step, StepId } from "./steps";

/** One step open at a time: the first that is not done, until the reader chooses. */
export function StepList({ steps, agentId }: { steps: Step[]; agentId: string | null }) {
  const [chosen, setChosen] = useState<StepId | "none" | null>(null);
  const open = chosen ?? steps.find((step) => !step.isDone)?.id;
  return (
    <ol className="flex flex-col">
      {steps.map((step) => (
        <StepRow
          key={step.id}
          step={step}
          isOpen={step.id === open}
          onToggle={() => setChosen(step.id === open ? "none" : step.id)}
        >
          <StepContent id={step.id} agentId={agentId} />
        </StepRow>
      ))}
    </ol>
  );
}

type StepRowProps = { step: Step; isOpen: boolean; onToggle: () => void; children: ReactNode };

function StepRow({ step, isOpen, onToggle, children }: StepRowProps) {
  return (
    <li className="border-t">
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? `first-step-${step.id}` : undefined}
        onClick={onToggle}
        className="-outline-offset-2 flex h-10 w-full items-center gap-3 px-4 text-left transition-colors hover:bg-hover"
      >
        <StepMark isDone={step.isDone} />
        <span className={cn("flex-1", step.isDone && "text-ink-muted")}>
          {step.title}
          {step.isDone && <span className="sr-only"> done</span>}
        </span>
        <ChevronDown
          aria-hidden="true"
          className={cn("size-4 text-ink-faint transition-transform", isOpen && "rotate-180")}
        />
      </button>
      {isOpen && (
        <div id={`first-step-${step.id}`} className="pr-4 pb-4 pl-11">
          {children}
        </div>
      )}
    </li>
  );
}
