/** The items of a source, with a ping whenever it has been silent for the interval. */
export async function* withPings<T>(
  source: AsyncGenerator<T>,
  { everyMs, ping }: { everyMs: number; ping: () => T },
): AsyncGenerator<T> {
  try {
    let next = source.next();
    while (true) {
      const result = await beforeSilence(next, everyMs);
      if (result === "silence") {
        yield ping();
        continue;
      }
      if (result.done) return;
      yield result.value;
      next = source.next();
    }
  } finally {
    await source.return(undefined);
  }
}

async function beforeSilence<T>(next: Promise<T>, ms: number): Promise<T | "silence"> {
  let timer: NodeJS.Timeout | undefined;
  const silence = new Promise<"silence">((resolve) => {
    timer = setTimeout(resolve, ms, "silence");
  });
  try {
    return await Promise.race([next, silence]);
  } finally {
    clearTimeout(timer);
  }
}
