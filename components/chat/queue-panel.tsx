"use client";
import { ArrowUp, CornerDownRight, Pencil, X } from "lucide-react";
import { Button } from "@/components/ui/button";
import { IconButton } from "@/components/ui/icon-button";
import type { Draft } from "./draft-message";

type QueuePanelProps = {
  queue: readonly Draft[];
  /** The queue waits for a person, not for the agent. */
  isHeld: boolean;
  onChange: (queue: Draft[]) => void;
  onEdit: (draft: Draft) => void;
  onGoOn: () => void;
};

const buttonClass = "size-6 [&_svg]:size-3.5";

/** What will be said when the agent is done, in this order. */
export function QueuePanel({ queue, isHeld, onChange, onEdit, onGoOn }: QueuePanelProps) {
  if (queue.length === 0) return null;
  const without = (otid: string) => queue.filter((draft) => draft.otid !== otid);
  const sooner = (place: number) => {
    const next = [...queue];
    [next[place - 1], next[place]] = [next[place], next[place - 1]];
    onChange(next);
  };
  return (
    <section aria-label="Queued messages" className="mb-2 rounded-lg border bg-paper">
      <header className="flex min-h-8 items-center justify-between gap-2 px-3 text-2xs text-ink-faint">
        {isHeld ? "Held back, since the last run did not end well" : "Said when the agent is done"}
        {isHeld && (
          <Button size="sm" className="h-6" onClick={onGoOn}>
            Go on
          </Button>
        )}
      </header>
      <ol className="border-t">
        {queue.map((draft, place) => (
          <li key={draft.otid} className="flex items-center gap-2 py-1 pr-2 pl-3">
            <CornerDownRight aria-hidden="true" className="size-3 shrink-0 text-ink-faint" />
            <span className="min-w-0 flex-1 truncate">{draft.text || `${draft.images.length} images`}</span>
            {place > 0 && (
              <IconButton
                label={`Say sooner: ${draft.text}`}
                className={buttonClass}
                onClick={() => sooner(place)}
              >
                <ArrowUp />
              </IconButton>
            )}
            <IconButton
              label={`Edit queued message: ${draft.text}`}
              className={buttonClass}
              onClick={() => {
                onChange(without(draft.otid));
                onEdit(draft);
              }}
            >
              <Pencil />
            </IconButton>
            <IconButton
              label={`Remove from the queue: ${draft.text}`}
              className={buttonClass}
              onClick={() => onChange(without(draft.otid))}
            >
              <X />
            </IconButton>
          </li>
        ))}
      </ol>
    </section>
  );
}
