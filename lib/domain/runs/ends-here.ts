import type { StopReason } from "@/lib/runtime/events";

/** A turn that is over before its first step, and not because something went wrong. */
export class EndsHere extends Error {
  constructor(readonly stopReason: StopReason) {
    super(`The turn has nothing to do: ${stopReason}`);
  }
}
