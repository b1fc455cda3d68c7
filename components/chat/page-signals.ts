/** Three times the pause between the server's pings. */
const silenceMs = 60_000;

/** The pauses of a page that may sleep, lose its network, or be told to try now. */
export function pageSignals() {
  const wakers = new Set<() => void>();
  const wake = () => {
    for (const waker of [...wakers]) waker();
  };
  return {
    wake,
    /** Wakes whatever pauses when there is reason to believe that the server can be reached again. */
    listen() {
      const onVisible = () => document.visibilityState === "visible" && wake();
      window.addEventListener("online", wake);
      document.addEventListener("visibilitychange", onVisible);
      return () => {
        window.removeEventListener("online", wake);
        document.removeEventListener("visibilitychange", onVisible);
      };
    },
    pause: (ms: number, signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const timer = setTimeout(done, ms);
        signal.addEventListener("abort", done, { once: true });
        wakers.add(done);
        function done() {
          clearTimeout(timer);
          wakers.delete(done);
          signal.removeEventListener("abort", done);
          resolve();
        }
      }),
    /** A connection from before the network came back, or the machine slept, is not to be trusted. */
    silence: (signal: AbortSignal) =>
      new Promise<void>((resolve) => {
        const startedMs = Date.now();
        const timer = setInterval(() => Date.now() - startedMs > silenceMs && done(), 5_000);
        signal.addEventListener("abort", done, { once: true });
        window.addEventListener("online", done);
        function done() {
          clearInterval(timer);
          window.removeEventListener("online", done);
          signal.removeEventListener("abort", done);
          resolve();
        }
      }),
  };
}
