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

test("an agent is deleted after a confirmation that names it, and not before", async ({ page }) => {
  const name = `Doomed ${Date.now().toString(36)}`;
  const id = await openAgent(page, name);
  await page.goto(`/agents?q=${encodeURIComponent(name)}`);
  const open = async () => {
    await page.getByRole("button", { name: `Actions for ${name}` }).click();
    await page.getByRole("menuitem", { name: "Delete" }).click();
  };
  await open();
  await page
    .getByRole("alertdialog", { name: `Delete ${name}?` })
    .getByRole("button", { name: "Cancel" })
    .click();
  await expect(page.getByRole("link", { name })).toBeVisible();
  await open();
  await page.getByRole("button", { name: "Delete agent" }).click();
  await expect(page.getByRole("link", { name })).toHaveCount(0);
  expect((await page.request.get(`/v1/agents/${id}`)).status()).toBe(404);
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
  await page.getByRole("menuitem", { name: "Dark" }).click();
  const background = () => page.evaluate(() => getComputedStyle(document.body).backgroundColor);
  const dark = await background();
  await page.reload({ waitUntil: "commit" });
  await page.waitForFunction(() => document.body !== null);
  expect(await background()).toBe(dark);
});
