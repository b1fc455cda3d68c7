import type { RunError } from "@/lib/runtime/events";

/** The end of a turn whose server went away under it. */
export const INTERRUPTED: RunError = {
  error_type: "run_interrupted",
  message:
    "The server stopped while this turn was running. What had been completed is kept; send the message again to go on.",
  detail: "INTERNAL_SERVER_ERROR: the process that executed the run ended",
};
