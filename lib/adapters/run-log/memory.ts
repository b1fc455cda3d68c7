import type { RunLog } from "@/lib/runtime/ports";
import { RunBuffer } from "./run-buffer";

/** A run log that lasts as long as its process, for tests. */
export function memoryRunLog(): RunLog {
  const runs = new Map<string, RunBuffer>();
  const bufferOf = (runId: string) => {
    const buffer = runs.get(runId) ?? new RunBuffer();
    runs.set(runId, buffer);
    return buffer;
  };
  return {
    append(runId, event) {
      const buffer = bufferOf(runId);
      const { seq } = buffer.append(event);
      buffer.stored(seq);
      return seq;
    },
    async resume() {},
    async flush() {},
    abandon() {},
    read: (runId, { after, signal }) => bufferOf(runId).read(after, signal),
    async *readStored(runId) {
      yield* [...bufferOf(runId).events];
    },
  };
}
