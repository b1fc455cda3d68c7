import { expect, type Page, test } from "@playwright/test";
import { makeAgent } from "./asking";
import { violationsIn } from "./axe";

/** A block of its own, and a word that no other block has. */
async function makeBlock(page: Page, fields: Record<string, unknown> = {}) {
  const word = `w${Date.now().toString(36)}${Math.floor(Math.random() * 1e6).toString(36)}`;
  const answer = await page.request.post("/v1/blocks/", {
    data: { label: `label_${word}`, value: `The word is ${word}.`, limit: 500, ...fields },
  });
  const { id, label } = (await answer.json()) as { id: string; label: string };
  return { id, label, word };
}

const storedText = async (page: Page, id: string) =>
  ((await (await page.request.get(`/v1/blocks/${id}`)).json()) as { value: string }).value;
const textBox = (page: Page, label: string) => page.getByRole("textbox", { name: `Text of ${label}` });

test("a block is found by its text, its name and its use, and a link keeps the search", async ({ page }) => {
  const { id, label, word } = await makeBlock(page);
  await page.goto("/blocks");
  await page.getByRole("searchbox", { name: "Search blocks" }).fill(word);
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row", { name: new RegExp(label) })).toContainText("Not in use");
  await page.reload();
  await expect(page.getByRole("searchbox", { name: "Search blocks" })).toHaveValue(word);
  await page.getByRole("combobox", { name: "Where to search" }).click();
  await page.getByRole("option", { name: "In the description" }).click();
  await expect(page.getByRole("heading", { name: "No block fits" })).toBeVisible();
  await page.goto(`/blocks?q=${word}&in=label&use=unused`);
  await expect(page.getByRole("row")).toHaveCount(2);
  await makeAgent(page, { block_ids: [id] });
  const agent = await makeAgent(page, { block_ids: [id] });
  await page.goto(`/blocks?q=${word}&use=shared`);
  await expect(page.getByRole("row", { name: new RegExp(label) })).toContainText("Shared by 2");
  await expect(page.getByRole("link", { name: agent.name })).toHaveAttribute("href", `/agents/${agent.id}`);
  expect(await violationsIn(page, "light")).toEqual([]);
});

test("a block is edited, its history shows each change word by word, and an old version comes back", async ({
  page,
}) => {
  const { id, label, word } = await makeBlock(page);
  await page.goto(`/blocks/${id}`);
  await textBox(page, label).fill(`The word was ${word}.`);
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("button", { name: "Save" })).toBeHidden();
  expect(await storedText(page, id)).toBe(`The word was ${word}.`);
  const history = page.getByRole("region", { name: "History" });
  await expect(history.getByRole("button", { name: /Text changed/ })).toHaveCount(1);
  await expect(history.locator("del")).toHaveText("is");
  await expect(history.locator("ins")).toHaveText("was");
  await history.getByRole("button", { name: /Created/ }).click();
  await expect(page).toHaveURL(/version=\d+/);
  await page.reload();
  await history.getByRole("button", { name: "Restore this version" }).click();
  await expect(textBox(page, label)).toHaveValue(`The word is ${word}.`);
  expect(await storedText(page, id)).toBe(`The word is ${word}.`);
  await expect(history.getByRole("button", { name: /Text changed/ })).toHaveCount(2);
  for (const theme of ["light", "dark"] as const) expect(await violationsIn(page, theme)).toEqual([]);
});

test("a draft survives a reload, and a change from elsewhere is not overwritten", async ({ page }) => {
  const { id, label, word } = await makeBlock(page);
  await page.goto(`/blocks/${id}`);
  await textBox(page, label).fill(`Mine, ${word}.`);
  await page.reload();
  await expect(textBox(page, label)).toHaveValue(`Mine, ${word}.`);
  await page.request.patch(`/v1/blocks/${id}`, { data: { value: `Theirs, ${word}.` } });
  await page.getByRole("button", { name: "Save" }).click();
  await expect(page.getByRole("dialog", { name: `${label} changed meanwhile` })).toBeVisible();
  expect(await storedText(page, id)).toBe(`Theirs, ${word}.`);
});

test("a block is shared with an agent, taken from it, and given back by undo", async ({ page }) => {
  const { id, label } = await makeBlock(page);
  const agent = await makeAgent(page);
  await page.goto(`/blocks/${id}`);
  await page.getByRole("button", { name: "Attach" }).click();
  const dialog = page.getByRole("dialog", { name: `Attach ${label}` });
  await dialog.getByRole("searchbox", { name: "Search agents" }).fill(agent.name);
  await dialog.getByRole("button", { name: `Attach to ${agent.name}` }).click();
  await expect(dialog.getByText("Has it")).toBeVisible();
  await page.keyboard.press("Escape");
  const agents = page.getByRole("region", { name: "Agents" });
  await agents.getByRole("button", { name: `Detach from ${agent.name}` }).click();
  await expect(agents.getByRole("link", { name: agent.name })).toHaveCount(0);
  await page.getByRole("button", { name: "Undo" }).click();
  await expect(agents.getByRole("link", { name: agent.name })).toBeVisible();
  const blocks = (await (await page.request.get(`/v1/agents/${agent.id}/core-memory/blocks`)).json()) as {
    id: string;
  }[];
  expect(blocks.map((each) => each.id)).toContain(id);
});

test("a block is made, made read-only, renamed, and deleted after a confirmation that counts", async ({
  page,
}) => {
  const { word } = await makeBlock(page);
  await page.goto("/blocks");
  await page.getByRole("button", { name: "New block" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(`new_${word}`);
  await page.getByRole("textbox", { name: "Text" }).fill("Twelve chars");
  await page.getByRole("button", { name: "Create block" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `new_${word}` })).toBeVisible();
  const id = page.url().split("/").at(-1) as string;
  await page.getByRole("switch", { name: "Read-only for agents" }).click();
  await expect(page.getByTitle("Agents can read this block but not change it")).toBeVisible();
  await page.getByRole("button", { name: "Change", exact: true }).click();
  await page.getByRole("textbox", { name: "Name" }).fill(`renamed_${word}`);
  await page.getByRole("button", { name: "Save settings" }).click();
  await expect(page.getByRole("heading", { level: 1, name: `renamed_${word}` })).toBeVisible();
  await page.getByRole("button", { name: "Delete block" }).click();
  const dialog = page.getByRole("alertdialog", { name: `Delete renamed_${word}?` });
  await expect(dialog).toContainText("12 characters");
  await dialog.getByRole("button", { name: "Delete block" }).click();
  await expect(page).toHaveURL(/\/blocks$/);
  expect((await page.request.get(`/v1/blocks/${id}`)).status()).toBe(404);
});

test("on a phone blocks are read and edited without scrolling sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const { id } = await makeBlock(page);
  for (const path of ["/blocks", `/blocks/${id}`]) {
    await page.goto(path);
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(await violationsIn(page, "dark")).toEqual([]);
  }
});
