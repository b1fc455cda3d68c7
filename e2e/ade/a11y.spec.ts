import AxeBuilder from "@axe-core/playwright";
import { expect, type Page, test } from "@playwright/test";
import { openAgent, say, untilAnswered } from "./support";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Each violation with the elements it was found on, so that a failure says what to mend. */
async function violations(page: Page): Promise<string[]> {
  // Half-faded colours are not the ones that are read.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))),
  );
  const { violations: found } = await new AxeBuilder({ page }).withTags(rules).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${help}): ${target.join(" ")}`),
  );
}

type Visit = { name: string; open: (page: Page) => Promise<unknown> };

const at = (path: string, shown: string): Visit => ({
  name: path,
  open: async (page) => {
    await page.goto(path);
    await expect(page.getByText(shown, { exact: true }).filter({ visible: true }).first()).toBeVisible();
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
  },
});

const visits: Visit[] = [
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
      await page.goto("/settings");
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

test.beforeAll(async ({ request }) => {
  await request.post("/v1/agents/", {
    data: { name: "Tagged", model: "demo/rules-v1", tags: ["home", "night"], memory_blocks: [] },
  });
});

for (const theme of ["light", "dark"] as const)
  for (const width of [1440, 390])
    for (const { name, open } of visits)
      test(`${name}: no violation (${theme}, ${width} px)`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 900 });
        await open(page);
        expect(await violations(page)).toEqual([]);
      });
