import type { Browser, Page } from "@playwright/test";
import { newVisit } from "./browser";
import { median } from "./median";

export type Interaction = { action: string; ms: number };

interface Step {
  action: string;
  /** Brings the page to where the action begins. */
  begin: (page: Page) => Promise<unknown>;
  event: "keydown" | "click" | "input";
  act: (page: Page) => Promise<unknown>;
  /** What the action brings on screen. */
  shows: string;
  end?: (page: Page) => Promise<unknown>;
}

const composer = 'textarea[aria-label^="Message to"]';
const palette = 'dialog[aria-label="Find anything"] [role="option"]';
const list = async (page: Page) => {
  await page.goto("/agents");
  await page.waitForSelector("table");
  await page.waitForLoadState("networkidle");
};
const dismiss = (page: Page) => page.keyboard.press("Escape");

/** What a reader waits for, from the press to the painted answer. */
const steps = (agentId: string): Step[] => [
  {
    action: "palette, first time",
    begin: list,
    event: "keydown",
    act: (page) => page.keyboard.press("Control+k"),
    shows: palette,
    end: dismiss,
  },
  {
    action: "palette, again",
    begin: async (page) => {
      await list(page);
      await page.keyboard.press("Control+k");
      await page.waitForSelector(palette);
      await dismiss(page);
    },
    event: "keydown",
    act: (page) => page.keyboard.press("Control+k"),
    shows: palette,
    end: dismiss,
  },
  {
    action: "menu of a row",
    begin: list,
    event: "click",
    act: (page) =>
      page
        .getByRole("button", { name: /^Actions for/ })
        .first()
        .click(),
    shows: '[role="menu"]',
  },
  {
    action: "dialog for a new agent, first time",
    begin: list,
    event: "click",
    act: (page) => page.getByRole("button", { name: "New agent" }).click(),
    shows: 'dialog input[type="radio"]',
  },
  {
    action: "from the agents to the models",
    begin: list,
    event: "click",
    act: (page) => page.getByRole("link", { name: "Models", exact: true }).click(),
    shows: "#connect",
  },
  {
    action: "from the agents to a conversation",
    begin: list,
    event: "click",
    act: (page) => page.locator(`a[href="/agents/${agentId}"]`).click(),
    shows: composer,
  },
  {
    action: "theme",
    begin: async (page) => {
      await list(page);
      await page.getByRole("button", { name: "Theme" }).click();
    },
    event: "click",
    act: (page) => page.getByRole("menuitemradio", { name: "Dark" }).click(),
    shows: 'html[data-theme="dark"]',
  },
  {
    action: "a letter in the composer",
    begin: async (page) => {
      await page.goto(`/agents/${agentId}`);
      await page.locator(composer).focus();
    },
    event: "keydown",
    act: (page) => page.keyboard.press("a"),
    shows: composer,
  },
];

export async function measureInteractions(browser: Browser, url: string, agentId: string, rounds: number) {
  const results: Interaction[] = [];
  for (const step of steps(agentId)) {
    const ms: number[] = [];
    for (let round = 0; round < rounds; round++) {
      const page = await newVisit(browser, url);
      ms.push(await measureStep(page, step));
      await page.context().close();
    }
    results.push({ action: step.action, ms: median(ms) });
  }
  return results;
}

async function measureStep(page: Page, { begin, event, act, shows, end }: Step): Promise<number> {
  await begin(page);
  const measured = page.evaluate(([name, selector]) => window.probe.until(name, selector), [event, shows]);
  // The page listens before the press.
  await page.evaluate(() => new Promise(requestAnimationFrame));
  await act(page);
  const ms = await measured;
  await end?.(page);
  return ms;
}

/** A streamed answer: when its first word is seen, and how evenly the page paints meanwhile. */
export async function measureStream(browser: Browser, url: string, agentId: string) {
  const page = await newVisit(browser, url);
  await page.goto(`/agents/${agentId}`);
  await page.locator(composer).fill("/slow 40");
  const answers = page.getByRole("log").getByRole("article", { name: "Agent" });
  const before = await answers.count();
  const startedAt = Date.now();
  await page.evaluate(() => {
    window.frameWatch = window.probe.watchFrames();
  });
  await page.locator(composer).press("Enter");
  await answers.nth(before).getByText("word1").first().waitFor();
  const firstWordMs = Date.now() - startedAt;
  await answers.nth(before).getByText("word20").first().waitFor();
  const frames = await page.evaluate(() => window.frameWatch?.stop() ?? { longestMs: 0, frames: 0 });
  await page.context().close();
  return { firstWordMs, ...frames };
}

const screens = 200;

/** From the newest message up through the history, a screen at a time. */
export async function measureScroll(browser: Browser, url: string, agentId: string) {
  const page = await newVisit(browser, url);
  await page.goto(`/agents/${agentId}`);
  await page.getByRole("log").getByRole("article").last().waitFor();
  await page.getByRole("log").hover();
  await page.evaluate(() => {
    window.frameWatch = window.probe.watchFrames();
  });
  for (let turn = 0; turn < screens; turn++) {
    await page.mouse.wheel(0, -600);
    await page.waitForTimeout(30);
  }
  const frames = await page.evaluate(() => window.frameWatch?.stop() ?? { longestMs: 0, frames: 0 });
  const rows = await page.getByRole("log").getByRole("article").count();
  await page.context().close();
  return { ...frames, rows };
}
