import { ModelError } from "@/lib/runtime/model-error";

/** Aborts a model call that does not begin, or does not end, in time; and with the caller's own signal. */
export class Deadline {
  private readonly controller = new AbortController();
  private readonly timers: NodeJS.Timeout[];
  readonly signal: AbortSignal;

  constructor(outer: AbortSignal, { firstByteMs, streamMs }: { firstByteMs: number; streamMs: number }) {
    this.signal = AbortSignal.any([outer, this.controller.signal]);
    this.timers = [
      setTimeout(
        () => this.expire(`The model did not begin to answer within ${firstByteMs / 1000} s`),
        firstByteMs,
      ),
      setTimeout(
        () => this.expire(`The model did not finish its answer within ${streamMs / 1000} s`),
        streamMs,
      ),
    ];
  }

  /** The time-out that aborted the call, if one did. */
  get expired(): ModelError | null {
    const { reason } = this.controller.signal;
    return reason instanceof ModelError ? reason : null;
  }

  /** The answer has begun: only the whole still has a limit. */
  begun(): void {
    clearTimeout(this.timers[0]);
  }

  /** Closes the connection if it is still open. */
  end(): void {
    for (const timer of this.timers) clearTimeout(timer);
    this.controller.abort();
  }

  private expire(message: string) {
    this.controller.abort(new ModelError("timeout", message));
  }
}
