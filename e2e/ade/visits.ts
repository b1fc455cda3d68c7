import { expect, type Page } from "@playwright/test";
import { finishRun, makeAgent } from "./asking";
import { openAgent, openSettings, say, untilAnswered } from "./support";

/** A page in one of its states: what every reader, and every check of all pages, should see. */
export type Visit = { name: string; open: (page: Page) => Promise<unknown> };

const settled = (page: Page) => expect(page.locator("main [aria-busy=true]")).toHaveCount(0);

const at = (path: string, shown: string): Visit => ({
  name: path,
  open: async (page) => {
    await page.goto(path);
    // Inside the page: words of the rail are there before it.
    const words = page.locator("main").getByText(shown, { exact: true });
    await expect(words.filter({ visible: true }).first()).toBeVisible();
    await settled(page);
  },
});

export const visits: Visit[] = [
  at("/agents", "Last run"),
  at("/agents?tag=nothing-has-this", "No agent with these tags"),
  at("/runs", "Runs"),
  at("/blocks", "Blocks"),
  at("/tools", "Tools"),
  at("/models", "demo/rules-v1"),
  at("/settings", "Running since"),
  at("/nowhere", "Nothing is kept at this address"),
  {
    name: "the workspace after a conversation",
    open: async (page) => {
      await openAgent(page);
      await say(page, "My name is Ada");
      await untilAnswered(page);
    },
  },
  {
    name: "the workspace after a failure",
    open: async (page) => {
      await openAgent(page);
      await say(page, "/error rate_limit");
      await untilAnswered(page);
    },
  },
  {
    name: "a run",
    open: async (page) => {
      const runId = await finishRun(page, (await makeAgent(page)).id, "My name is Ada");
      await page.goto(`/runs/${runId}`);
      await expect(page.getByRole("heading", { name: "My name is Ada" })).toBeVisible();
      await settled(page);
    },
  },
  {
    name: "what a step sent to the model",
    open: async (page) => {
      const runId = await finishRun(page, (await makeAgent(page)).id, "My name is Ada");
      await page.goto(`/runs/${runId}?tab=context`);
      await expect(page.getByRole("button", { name: /^human/ })).toBeVisible();
      await settled(page);
    },
  },
  {
    name: "a block",
    open: async (page) => {
      const block = await page.request.post("/v1/blocks/", {
        data: { label: "project", value: "A house of wood and light.", description: "What we build" },
      });
      await page.goto(`/blocks/${((await block.json()) as { id: string }).id}`);
      await expect(page.getByRole("heading", { name: "project" })).toBeVisible();
      await settled(page);
    },
  },
  {
    name: "a tool",
    open: async (page) => {
      await page.goto("/tools");
      await page.getByRole("link", { name: "memory_insert", exact: true }).click();
      await expect(page.getByRole("heading", { name: "memory_insert" })).toBeVisible();
      await settled(page);
    },
  },
  {
    name: "the dialog for a new agent",
    open: async (page) => {
      await page.goto("/agents?new=companion");
      await expect(page.getByRole("dialog", { name: "New agent" })).toBeVisible();
    },
  },
  {
    name: "an open list of choices",
    open: async (page) => {
      await page.goto("/agents?new=companion");
      await page.getByRole("combobox", { name: "Model" }).click();
      await expect(page.getByRole("listbox")).toBeVisible();
    },
  },
  {
    name: "an open menu",
    open: async (page) => {
      await page.goto("/agents");
      await page
        .getByRole("button", { name: /^Actions for/ })
        .first()
        .click();
      await expect(page.getByRole("menu")).toBeVisible();
    },
  },
  {
    name: "the palette",
    open: async (page) => {
      await page.goto("/agents");
      await expect(page.getByRole("table")).toBeVisible();
      await page.keyboard.press("Control+k");
      await expect(page.getByRole("option").first()).toBeVisible();
    },
  },
  {
    name: "the shortcuts",
    open: async (page) => {
      await openSettings(page);
      await page.keyboard.press("Control+/");
      await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toBeVisible();
    },
  },
  {
    name: "the dialog for a new key",
    open: async (page) => {
      await page.goto("/settings");
      await page.getByRole("button", { name: "New key" }).click();
      await expect(page.getByRole("dialog", { name: "New key" })).toBeVisible();
    },
  },
  {
    name: "an error with a way to try again",
    open: async (page) => {
      await page.route("**/v1/agents/?*", (route) =>
        route.fulfill({ status: 500, json: { detail: "broken" } }),
      );
      await page.goto("/agents");
      await expect(page.getByText("Could not list the agents")).toBeVisible({ timeout: 10_000 });
    },
  },
];
