import type { RunError } from "@/lib/runtime/events";

/** How often a run may lose its process before it is given up: one that kills its process must not do so for ever. */
export const TAKEOVERS_MAX = 3;

/** The end of a turn whose process died under it again and again. */
export const GIVEN_UP: RunError = {
  error_type: "run_interrupted",
  message: `The server stopped ${TAKEOVERS_MAX + 1} times while this turn was running, so it was given up. What had been completed is kept; send the message again to go on.`,
  detail: `INTERNAL_SERVER_ERROR: the process that executed the run ended ${TAKEOVERS_MAX + 1} times`,
};

/** What is written on the row of a step that was cut off. */
export const INTERRUPTED_STEP = {
  status: "failed",
  error_type: "run_interrupted",
  stop_reason: "error",
} as const;
