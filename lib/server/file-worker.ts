import type { Context, FileWorker } from "@/lib/domain/context";
import type { FileRow } from "@/lib/domain/files/file";
import { claimFile, FILE_LEASE_RENEWAL_MS, renewLeases } from "@/lib/domain/files/file-lease";
import { processFile } from "@/lib/domain/files/process-file";

const parallelMax = 2;
const lookEveryMs = 5_000;

interface Options {
  owner: string;
  db: Context["db"];
  contextOf: (file: FileRow) => Context;
  onProblem: (error: unknown) => void;
}

/**
 * Processes uploaded files in this process, two at a time. What is to do stands in the database, so a call to `wake`
 * only saves waiting, and files that another process left are found here.
 */
export class InProcessFileWorker implements FileWorker {
  /** By the owner that each claim has. */
  private readonly held = new Map<string, Promise<void>>();
  private readonly abort = new AbortController();
  private readonly timers: NodeJS.Timeout[];
  private looking: Promise<void> | null = null;
  private isAskedAgain = false;

  constructor(private readonly options: Options) {
    this.timers = [
      setInterval(() => this.wake(), lookEveryMs).unref(),
      setInterval(() => void this.renew(), FILE_LEASE_RENEWAL_MS).unref(),
    ];
  }

  wake(): void {
    this.isAskedAgain = true;
    this.looking ??= this.look().finally(() => {
      this.looking = null;
      if (this.isAskedAgain && !this.abort.signal.aborted) this.wake();
    });
  }

  /** Stops after the part of the work that is under way; what is left waits for the next start. */
  async close(): Promise<void> {
    this.timers.forEach(clearInterval);
    this.abort.abort();
    await this.looking;
    await Promise.allSettled(this.held.values());
  }

  private async look(): Promise<void> {
    try {
      while (this.isAskedAgain && !this.abort.signal.aborted) {
        this.isAskedAgain = false;
        while (this.held.size < parallelMax && !this.abort.signal.aborted) {
          const file = await claimFile(this.options.db, this.options.owner, new Date());
          if (!file) break;
          this.begin(file);
        }
      }
    } catch (error) {
      this.options.onProblem(error);
    }
  }

  private begin(file: FileRow): void {
    const claim = file.lease_owner ?? file.id;
    const work = processFile(this.options.contextOf(file), file, this.abort.signal)
      .catch(this.options.onProblem)
      .finally(() => {
        this.held.delete(claim);
        if (!this.abort.signal.aborted) this.wake();
      });
    this.held.set(claim, work);
  }

  private async renew(): Promise<void> {
    if (this.held.size === 0) return;
    const { db, onProblem } = this.options;
    await renewLeases(db, [...this.held.keys()], new Date()).catch(onProblem);
  }
}
