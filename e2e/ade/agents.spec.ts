import { expect, test } from "@playwright/test";
import { answers, block, messageBox, openAgent, say } from "./support";

test("an agent is created in two clicks and is ready to talk to", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL(/\/agents$/);
  await page.getByRole("button", { name: /New agent|Create your first agent/ }).click();
  await page.getByRole("button", { name: "Create agent" }).click();
  await expect(page).toHaveURL(/\/agents\/agent-[0-9a-f-]{36}$/);
  await expect(messageBox(page)).toBeVisible();
  await expect(block(page, "human")).toBeVisible();
  await expect(block(page, "persona")).toContainText("companion who remembers");
});

test("the demo is labelled as no language model where it is chosen and where it is used", async ({
  page,
}) => {
  await openAgent(page);
  await expect(page.getByText("Demo, not a language model", { exact: true })).toBeVisible();
  await expect(page.getByRole("combobox", { name: "Model" })).toContainText(
    "Demo (rules, not a language model)",
  );
});

test("an agent is found by name, and the search survives a reload", async ({ page }) => {
  const name = `Needle ${Date.now().toString(36)}`;
  await openAgent(page, name);
  await page.goto("/agents");
  await page.getByRole("searchbox", { name: "Search agents" }).fill(name.toLowerCase());
  await expect(page.getByRole("row").filter({ hasText: name })).toHaveCount(1);
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search agents" })).toHaveValue(name.toLowerCase());
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("searchbox", { name: "Search agents" }).fill("no agent has this name");
  await expect(page.getByRole("heading", { name: "No agent by that name" })).toBeVisible();
});

test("a deleted agent can be brought back, also from another page, and is gone when the offer is", async ({
  page,
}) => {
  const name = `Doomed ${Date.now().toString(36)}`;
  const id = await openAgent(page, name);
  const status = async () => (await page.request.get(`/v1/agents/${id}`)).status();
  await page.goto(`/agents?q=${encodeURIComponent(name)}`);
  const remove = async () => {
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
    await expect(page.getByRole("link", { name })).toHaveCount(0);
  };
  await remove();
  await page.getByRole("link", { name: "Models", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "Models" })).toBeVisible();
  await page.getByRole("button", { name: "Undo" }).click();
  await page.goBack();
  await expect(page.getByRole("link", { name })).toBeVisible();
  expect(await status()).toBe(200);
  await remove();
  expect(await status()).toBe(200);
  await expect(page.getByRole("button", { name: "Undo" })).toBeHidden({ timeout: 15_000 });
  await expect.poll(status).toBe(404);
});

test("leaving the page does not save a deleted agent", async ({ page }) => {
  const name = `Left ${Date.now().toString(36)}`;
  const id = await openAgent(page, name);
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await expect(page).toHaveURL(/\/agents$/);
  await page.goto("about:blank");
  await expect.poll(async () => (await page.request.get(`/v1/agents/${id}`)).status()).toBe(404);
});

test("an agent is renamed in its row, and Escape leaves its name alone", async ({ page }) => {
  const name = `Row ${Date.now().toString(36)}`;
  const id = await openAgent(page, name);
  await page.goto(`/agents?q=${encodeURIComponent(name)}`);
  const rename = async (next: string) => {
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Rename" }).click();
    const box = page.getByRole("textbox", { name: `New name of ${name}` });
    await expect(box).toBeFocused();
    await box.fill(next);
    return box;
  };
  await (await rename("Never")).press("Escape");
  await expect(page.getByRole("link", { name })).toBeVisible();
  await (await rename(`${name} the second`)).press("Enter");
  await expect(page.getByRole("link", { name: `${name} the second` })).toBeVisible();
  expect(await (await page.request.get(`/v1/agents/${id}`)).json()).toMatchObject({
    name: `${name} the second`,
  });
});

test("tags are given in a dialog, narrow the list, and a link keeps the choice", async ({ page }) => {
  const mark = Date.now().toString(36);
  const name = `Tagged ${mark}`;
  await openAgent(page, `Other ${mark}`);
  const id = await openAgent(page, name);
  await page.goto(`/agents?q=${mark}`);
  await page.getByRole("button", { name: `Actions for ${name}` }).click();
  await page.getByRole("menuitem", { name: "Edit tags" }).click();
  const box = page.getByRole("textbox", { name: "Add a tag" });
  await box.fill(`night-${mark}`);
  await box.press("Enter");
  await box.fill(`day-${mark}, home-${mark}`);
  await page.getByRole("button", { name: "Save tags" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row.getByRole("button", { name: `home-${mark}` })).toBeVisible();
  const { tags } = (await (await page.request.get(`/v1/agents/${id}?include=agent.tags`)).json()) as {
    tags: string[];
  };
  expect(tags.sort()).toEqual([`day-${mark}`, `home-${mark}`, `night-${mark}`]);
  await expect(page.getByRole("row")).toHaveCount(3);
  await row.getByRole("button", { name: `night-${mark}` }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.reload();
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("button", { name: /^Tags 1 chosen$/ }).click();
  await page.getByRole("button", { name: "Show all" }).click();
  await expect(page.getByRole("row")).toHaveCount(3);
});

test("the list is sorted by name, by creation and back, and a link keeps the order", async ({ page }) => {
  const mark = Date.now().toString(36);
  for (const name of [`${mark} Beta`, `${mark} alpha`, `${mark} Gamma 10`, `${mark} Gamma 9`])
    await openAgent(page, name);
  const names = () =>
    page.getByRole("rowheader").getByRole("link").locator("span:first-child").allTextContents();
  const sort = (column: string) =>
    page.getByRole("columnheader", { name: column }).getByRole("button").click();
  await page.goto(`/agents?q=${mark}`);
  await expect.poll(names).toEqual([`${mark} Gamma 9`, `${mark} Gamma 10`, `${mark} alpha`, `${mark} Beta`]);
  await sort("Name");
  const byName = [`${mark} alpha`, `${mark} Beta`, `${mark} Gamma 9`, `${mark} Gamma 10`];
  await expect.poll(names).toEqual(byName);
  await page.reload();
  await expect.poll(names).toEqual(byName);
  await expect(page.getByRole("columnheader", { name: "Name" })).toHaveAttribute("aria-sort", "ascending");
  await sort("Name");
  await expect.poll(names).toEqual([...byName].reverse());
  await sort("Created");
  await sort("Created");
  await expect.poll(names).toEqual([`${mark} Beta`, `${mark} alpha`, `${mark} Gamma 10`, `${mark} Gamma 9`]);
});

test("a long list is read page by page", async ({ page }) => {
  const mark = Date.now().toString(36);
  for (let count = 0; count < 55; count++)
    await page.request.post("/v1/agents/", {
      data: { name: `${mark} ${count}`, model: "demo/rules-v1", memory_blocks: [] },
    });
  await page.goto(`/agents?q=${mark}`);
  await expect(page.getByRole("row")).toHaveCount(51);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(page.getByRole("row")).toHaveCount(56);
  await expect(page.getByRole("button", { name: "Show more" })).toHaveCount(0);
});

test("every starter begins with the memory it names", async ({ page }) => {
  const blocksOf = {
    researcher: ["question", "findings", "open_questions", "persona"],
    support: ["customer", "case", "policies", "persona"],
    blank: [],
  };
  for (const [starter, labels] of Object.entries(blocksOf)) {
    await page.goto(`/agents?new=${starter}`);
    await page.getByRole("button", { name: "Create agent" }).click();
    await expect(messageBox(page)).toBeVisible();
    const id = new URL(page.url()).pathname.split("/").at(-1);
    const blocks = (await (await page.request.get(`/v1/agents/${id}/core-memory/blocks`)).json()) as {
      label: string;
    }[];
    expect(blocks.map(({ label }) => label).sort()).toEqual([...labels].sort());
  }
});

test("an agent is renamed in place and its system prompt is saved", async ({ page }) => {
  const id = await openAgent(page);
  await page.getByRole("button", { name: "Rename agent" }).click();
  const name = `Renamed ${Date.now().toString(36)}`;
  await page.getByRole("textbox", { name: "Agent name" }).fill(name);
  await page.getByRole("textbox", { name: "Agent name" }).press("Enter");
  await expect(page.getByRole("heading", { level: 1, name })).toBeVisible();
  await page.getByRole("textbox", { name: "System prompt" }).fill("Answer in one sentence.");
  await page.getByRole("button", { name: "Save system prompt" }).click();
  await expect(page.getByRole("button", { name: "Save system prompt" })).toBeHidden();
  const agent = (await (await page.request.get(`/v1/agents/${id}`)).json()) as {
    name: string;
    system: string;
  };
  expect(agent).toMatchObject({ name, system: "Answer in one sentence." });
});

test("on a phone every pane is one tap away and nothing scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await openAgent(page);
  await say(page, "My name is Ada");
  await expect(answers(page).last()).toBeVisible();
  await page.getByRole("button", { name: "Memory", exact: true }).click();
  await expect(block(page, "human")).toContainText("Ada");
  await page.getByRole("button", { name: "Configure", exact: true }).click();
  await expect(page.getByRole("textbox", { name: "System prompt" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("textbox", { name: "System prompt" })).toBeVisible();
  await page.getByRole("button", { name: "Chat", exact: true }).click();
  await expect(answers(page).last()).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});

test("the theme that is chosen is there before the first paint of the next visit", async ({ page }) => {
  await page.goto("/agents");
  await page.getByRole("button", { name: "Theme" }).click();
  await page.getByRole("menuitemradio", { name: "Dark" }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.reload({ waitUntil: "commit" });
  await page.waitForFunction(() => document.body !== null);
  expect(await background()).toBe(dark);
});
