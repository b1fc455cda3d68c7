import { Worker } from "node:worker_threads";
import { limiter } from "@/lib/shared/limiter";
import { readerFile } from "./reader-file";

export interface DocumentLimits {
  timeoutMs: number;
  /** Of JavaScript objects; a thread that needs more is ended. */
  heapMbMax: number;
  /** Of everything beside them, which is where streams are unpacked to. */
  buffersMbMax: number;
  /** Of the parts of an archive together. */
  unpackedBytesMax: number;
  charsMax: number;
}

export interface DocumentTask {
  /** Of a web page `html` gives the main content, and `html_text` all of it, quickly. */
  format: "pdf" | "docx" | "html" | "html_text";
  bytes: Uint8Array;
  /** Of a web page: where it comes from, and the charset that the server named. */
  url?: string;
  charset?: string;
}

/** A thousand pages of Word are some 10 MB of XML, for which its reader takes seconds and most of a gigabyte. */
export const documentLimits: DocumentLimits = {
  timeoutMs: 60_000,
  heapMbMax: 1_024,
  buffersMbMax: 256,
  unpackedBytesMax: 16 * 1024 * 1024,
  charsMax: 20_000_000,
};

const threadsMax = 2;
const watchEveryMs = 100;
/** Files that are uploaded wait for no pages, nor the other way round. */
const slots = { files: limiter(threadsMax), pages: limiter(threadsMax) };

/**
 * The text of a document, read in a thread of its own: however it is made, it costs no more than the limits, and the
 * server goes on answering meanwhile.
 * @throws Error whose message says what is wrong with the document, in words that people may read
 */
export function readDocument(
  task: DocumentTask,
  { limits = documentLimits, signal }: { limits?: DocumentLimits; signal?: AbortSignal } = {},
): Promise<string> {
  const slot = task.format.startsWith("html") ? slots.pages : slots.files;
  return slot(async () => {
    signal?.throwIfAborted();
    return outcome(openThread(readerFile(), task, limits), limits, signal);
  });
}

function openThread(file: string, task: DocumentTask, limits: DocumentLimits): Worker {
  const thread = new Worker(/* turbopackIgnore: true */ file, {
    name: "documents",
    workerData: { ...task, bytes: new Uint8Array(task.bytes), limits },
    resourceLimits: { maxOldGenerationSizeMb: limits.heapMbMax },
    // What libraries print about a document is not for the server's log.
    stdout: true,
    stderr: true,
  });
  for (const output of [thread.stdout, thread.stderr]) output.resume();
  return thread;
}

async function outcome(thread: Worker, limits: DocumentLimits, signal?: AbortSignal): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  thread.on("message", (answer: { text: string } | { problem: string }) => {
    if ("text" in answer) resolve(answer.text);
    else reject(new Error(answer.problem));
  });
  thread.on("error", (cause: Error & { code?: string }) => {
    reject(cause.code === "ERR_WORKER_OUT_OF_MEMORY" ? tooMuchMemory() : cause);
  });
  thread.on("exit", () => reject(new Error("its reader stopped")));
  const late = setTimeout(
    () => reject(new Error(`it took longer than ${limits.timeoutMs / 1000} s`)),
    limits.timeoutMs,
  );
  const watch = watchBuffers(thread, limits.buffersMbMax, () => reject(tooMuchMemory()));
  const abort = () => reject(signal?.reason);
  signal?.addEventListener("abort", abort, { once: true });
  try {
    return await promise;
  } finally {
    clearTimeout(late);
    clearInterval(watch);
    signal?.removeEventListener("abort", abort);
    await thread.terminate();
  }
}

const tooMuchMemory = () => new Error("it needs too much memory once it is unpacked");

/** Buffers lie outside of a thread's heap, whose limit does not hold for them. */
function watchBuffers(thread: Worker, mbMax: number, exceeded: () => void): NodeJS.Timeout {
  const rssBefore = process.memoryUsage.rss();
  return setInterval(async () => {
    // Node 20 cannot ask a thread: there the growth of the whole process stands for it.
    const bytes = thread.getHeapStatistics
      ? await thread.getHeapStatistics().then(
          ({ external_memory }) => external_memory,
          () => 0,
        )
      : process.memoryUsage.rss() - rssBefore;
    if (bytes > mbMax * 1024 * 1024) exceeded();
  }, watchEveryMs);
}
