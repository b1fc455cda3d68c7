import type { RunStory } from "./run-story";
import type { MeasuredStep } from "./timeline";

/** Ids of all steps in their order: those on record, then those that have only begun. */
export const orderedSteps = (measured: MeasuredStep[], story: RunStory): string[] => [
  ...new Set([...measured.map(({ step }) => step.id), ...story.steps.map(({ id }) => id)]),
];

/**
 * The step that an address means: by its own id or by one of its messages. Without one, what a reader comes for: the
 * step that failed, in a run that goes on the newest, else the first.
 */
export function selectedStepId(
  hash: string,
  measured: MeasuredStep[],
  story: RunStory,
  isLive: boolean,
): string | null {
  const order = orderedSteps(measured, story);
  if (order.includes(hash)) return hash;
  const owner = story.steps.find(({ parts }) => parts.some(({ messageId }) => messageId === hash));
  if (hash && owner) return owner.id;
  const failed = measured.find(({ step }) => step.status === "failed")?.step.id;
  return failed ?? (isLive ? order.at(-1) : order[0]) ?? null;
}
