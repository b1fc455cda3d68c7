"use client";
import { Brain, ChevronRight, Undo2 } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { useConversation } from "./conversation-context";
import { MemoryDiff } from "./memory-diff";
import type { BlockChange } from "./transcript-items";

type MemoryRowProps = { stepId: string | null; edits: BlockChange[] };

/** What the agent remembers differently since this step, and the way back. */
export function MemoryRow({ stepId, edits }: MemoryRowProps) {
  const { level, isIdle, undoneSteps, onUndoMemory } = useConversation();
  const [choice, setChoice] = useState<boolean | null>(null);
  const [isPending, setIsPending] = useState(false);
  const isUndone = stepId !== null && undoneSteps.has(stepId);
  const isOpen = choice ?? (level !== "simple" && !isUndone);
  const labels = [...new Set(edits.map((edit) => edit.label))].join(", ");
  const undo = async () => {
    setIsPending(true);
    await onUndoMemory(stepId as string);
    setIsPending(false);
  };
  return (
    <section aria-label={`Memory changed: ${labels}`} className="flex flex-col gap-1.5 py-1.5">
      <div className="flex min-h-7 items-center gap-2">
        <button
          type="button"
          aria-expanded={isOpen}
          onClick={() => setChoice(!isOpen)}
          className={cn(
            "flex h-6 items-center gap-1.5 rounded-full bg-mark-soft pr-2 pl-2.5 font-medium text-2xs text-mark-text transition-colors hover:bg-mark",
            isUndone && "bg-hover text-ink-faint line-through",
          )}
        >
          <Brain aria-hidden="true" className="size-3" /> Memory: {labels}
          <ChevronRight
            aria-hidden="true"
            className={cn("size-3 transition-transform", isOpen && "rotate-90")}
          />
        </button>
        {isUndone ? (
          <span role="status" className="text-2xs text-ink-faint">
            Taken back
          </span>
        ) : (
          stepId !== null && (
            <Button
              size="sm"
              tone="quiet"
              className="h-6 px-1.5 text-2xs"
              isPending={isPending}
              disabled={!isIdle}
              aria-label={`Undo the change of ${labels}`}
              onClick={undo}
            >
              {!isPending && <Undo2 />} Undo
            </Button>
          )
        )}
      </div>
      {isOpen && <MemoryDiff edits={edits} />}
    </section>
  );
}
