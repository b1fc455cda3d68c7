"use client";
import { Button } from "@/components/ui/button";
import { plural } from "@/components/ui/numbers";

type EditBannerProps = {
  /** Stored messages that leave the window, the edited one not counted. */
  following: number;
  memorySteps: number;
  isMemoryUndone: boolean;
  onMemoryUndone: (isUndone: boolean) => void;
  onCancel: () => void;
};

/** Says before it happens what saying something else will take back. */
export function EditBanner({
  following,
  memorySteps,
  isMemoryUndone,
  onMemoryUndone,
  onCancel,
}: EditBannerProps) {
  return (
    <div className="mb-2 flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg bg-mark-soft py-1.5 pr-2 pl-3 text-mark-text text-xs">
      <p role="status" className="min-w-0 flex-1">
        Editing an earlier message.
        {following > 0 && ` What followed it (${plural(following, "message")}) is taken back.`}
      </p>
      {memorySteps > 0 && (
        <label className="flex min-h-6 items-center gap-1.5">
          <input
            type="checkbox"
            checked={isMemoryUndone}
            onChange={(change) => onMemoryUndone(change.target.checked)}
            className="size-4 accent-accent"
          />
          Undo what it changed in memory
        </label>
      )}
      <Button size="sm" tone="quiet" onClick={onCancel}>
        Cancel
      </Button>
    </div>
  );
}
