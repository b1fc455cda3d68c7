"use client";
import { Check, ChevronDown } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { CodeStep } from "./code-step";
import { ConnectStep } from "./connect-step";
import { RememberStep, TalkStep } from "./talk-step";
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
        aria-controls={`first-step-${step.id}`}
        onClick={onToggle}
        className="-outline-offset-2 flex h-10 w-full items-center gap-3 px-4 text-left transition-colors hover:bg-hover"
      >
        <span
          aria-hidden="true"
          className={cn(
            "flex size-4.5 items-center justify-center rounded-full border border-line-strong",
            step.isDone && "border-accent bg-accent text-accent-ink",
          )}
        >
          {step.isDone && <Check className="size-3" strokeWidth={3} />}
        </span>
        <span className={cn("flex-1", step.isDone && "text-ink-muted")}>
          {step.title}
          {step.isDone && <span className="sr-only">, done</span>}
        </span>
        <ChevronDown
          aria-hidden="true"
          className={cn("size-4 text-ink-faint transition-transform", isOpen && "rotate-180")}
        />
      </button>
      {isOpen && (
        <div
          id={`first-step-${step.id}`}
          className="flex flex-col items-start gap-3 px-4 pb-4 pl-11.5 text-ink-muted max-sm:pl-4"
        >
          {children}
        </div>
      )}
    </li>
  );
}

function StepContent({ id, agentId }: { id: StepId; agentId: string | null }) {
  switch (id) {
    case "talk":
      return <TalkStep agentId={agentId} />;
    case "remember":
      return <RememberStep agentId={agentId} />;
    case "connect":
      return <ConnectStep />;
    case "code":
      return <CodeStep agentId={agentId} />;
  }
}
