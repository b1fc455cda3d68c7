export interface SilencePort {
  /** Resolves when a connection on which nothing came since is to be given up. */
  silence(signal: AbortSignal): Promise<void>;
}

/**
 * The items of a stream until it has said nothing for too long: a machine that slept, or whose network changed, may hold
 * a connection that nobody serves any more. Then, and when the reader leaves, the connection is closed.
 * @throws when it fell silent
 */
export async function* untilSilent<T>(
  open: (signal: AbortSignal) => AsyncIterable<T>,
  port: SilencePort,
  signal: AbortSignal,
): AsyncGenerator<T> {
  const connection = new AbortController();
  const close = () => connection.abort();
  signal.addEventListener("abort", close);
  const items = open(connection.signal)[Symbol.asyncIterator]();
  try {
    while (true) {
      const result = await beforeSilence(items.next(), port, signal);
      if (result === "silence") throw new Error("The connection fell silent");
      if (result.done) return;
      yield result.value;
    }
  } finally {
    signal.removeEventListener("abort", close);
    connection.abort();
  }
}

async function beforeSilence<T>(
  next: Promise<IteratorResult<T>>,
  port: SilencePort,
  signal: AbortSignal,
): Promise<IteratorResult<T> | "silence"> {
  const heard = new AbortController();
  const stop = () => heard.abort();
  signal.addEventListener("abort", stop);
  const silence = port.silence(heard.signal).then(() => "silence" as const);
  try {
    return await Promise.race([next, silence]);
  } finally {
    stop();
    signal.removeEventListener("abort", stop);
    // The connection is closed on purpose; that it then fails is no news.
    next.catch(() => undefined);
  }
}
