import { type Browser, chromium, type Page } from "@playwright/test";
import { findBrowser } from "../../scripts/test/browser.mjs";

/** Nothing of the browser's own: no look-ups, no updates, no sandbox that needs rights it may not have here. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

export const openBrowser = async (): Promise<Browser> =>
  chromium.launch({ executablePath: await findBrowser(), args });

/** A visitor's first page: nothing cached, and a probe that measures in the page's own time. */
export async function newVisit(browser: Browser, url: string): Promise<Page> {
  const context = await browser.newContext({ baseURL: url, viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  // The transpiler wraps named functions in a helper that the page does not have.
  await page.addInitScript("globalThis.__name ??= (value) => value;");
  await page.addInitScript(installProbe);
  return page;
}

export interface Probe {
  /** Milliseconds from the next `event` until an element for `selector` has been painted. */
  until(event: string, selector: string): Promise<number>;
  /** The longest pause between two frames until `stop` is called. */
  watchFrames(): { stop(): { longestMs: number; frames: number } };
  /** Milliseconds in which the page could not react, beyond 50 of each long task. */
  blockedMs(): number;
}

declare global {
  interface Window {
    probe: Probe;
    frameWatch?: { stop(): { longestMs: number; frames: number } };
  }
}

/** Runs in the page, before its own scripts. */
function installProbe() {
  let blockedMs = 0;
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) blockedMs += duration - 50;
  }).observe({ type: "longtask", buffered: true });
  const painted = (since: number, selector: string, resolve: (ms: number) => void) => {
    const look = () => {
      if (!document.querySelector(selector)) return requestAnimationFrame(look);
      // The frame in which it was found has yet to be painted; the one after it tells that it was.
      requestAnimationFrame((now) => resolve(now - since));
    };
    look();
  };
  window.probe = {
    until: (event, selector) =>
      new Promise((resolve) => {
        const begin = ({ timeStamp }: Event) => painted(timeStamp, selector, resolve);
        window.addEventListener(event, begin, { capture: true, once: true });
      }),
    watchFrames() {
      let [last, longestMs, frames, isOver] = [performance.now(), 0, 0, false];
      const step = (now: number) => {
        longestMs = Math.max(longestMs, now - last);
        last = now;
        frames += 1;
        if (!isOver) requestAnimationFrame(step);
      };
      requestAnimationFrame(step);
      return {
        stop() {
          isOver = true;
          return { longestMs, frames };
        },
      };
    },
    blockedMs: () => blockedMs,
  };
}
