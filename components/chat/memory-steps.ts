import { memoryEdits } from "./memory-edit";
import type { Transcript } from "./transcript-items";

/** Steps from an item on that changed memory and were not taken back, in their order. */
export function memoryStepsFrom({ items, undoneSteps }: Transcript, key: string): string[] {
  const start = items.findLastIndex((item) => item.key === key);
  const steps = items
    .slice(Math.max(0, start))
    .flatMap((item) =>
      item.kind === "tool" && item.stepId && memoryEdits(item).length > 0 ? [item.stepId] : [],
    );
  return [...new Set(steps)].filter((step) => !undoneSteps.has(step));
}
