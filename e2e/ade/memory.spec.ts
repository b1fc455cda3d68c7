import { expect, type Page, test } from "@playwright/test";
import { block, openAgent } from "./support";

const setBlock = async (page: Page, agentId: string, label: string, value: string) => {
  const answer = await page.request.patch(`/v1/agents/${agentId}/core-memory/blocks/${label}`, {
    data: { value },
  });
  expect(answer.status()).toBe(200);
};
const blockOf = async (page: Page, agentId: string, label: string) =>
  (await (await page.request.get(`/v1/agents/${agentId}/core-memory/blocks/${label}`)).json()) as {
    id: string;
    value: string;
  };

test("a block is created, described, protected and detached", async ({ page }) => {
  const id = await openAgent(page);
  await page.getByRole("button", { name: "Add block" }).click();
  await page.getByRole("textbox", { name: "Name" }).fill("plans");
  await page.getByRole("textbox", { name: "Description" }).last().fill("What we intend to do");
  await page.getByRole("textbox", { name: "Text", exact: true }).fill("Go to Rome");
  await page.getByRole("switch", { name: "Read-only for the agent" }).click();
  await page.getByRole("button", { name: "Create block" }).click();
  await expect(block(page, "plans")).toContainText("Go to Rome");
  await expect(block(page, "plans")).toContainText("Read-only");
  const created = await (await page.request.get(`/v1/agents/${id}/core-memory/blocks/plans`)).json();
  expect(created).toMatchObject({ description: "What we intend to do", read_only: true, limit: 5_000 });
  await page.getByRole("button", { name: "More about plans" }).click();
  await page.getByRole("menuitem", { name: "Detach" }).click();
  await page.getByRole("button", { name: "Detach block" }).click();
  await expect(block(page, "plans")).toHaveCount(0);
});

test("a block of another agent is attached, and both know that it is shared", async ({ page }) => {
  const label = `shared-${Date.now().toString(36)}`;
  const other = await openAgent(page);
  const made = await page.request.post("/v1/blocks/", {
    data: { label, value: "We meet on Mondays", limit: 500 },
  });
  const { id } = (await made.json()) as { id: string };
  await page.request.patch(`/v1/agents/${other}/core-memory/blocks/attach/${id}`);
  await openAgent(page);
  await page.getByRole("button", { name: "Add block" }).click();
  await page.getByRole("radio", { name: "Existing block" }).click();
  await page.getByRole("searchbox", { name: "Search blocks" }).fill(label);
  await page.getByRole("button", { name: new RegExp(`^Attach ${label}`) }).click();
  await expect(block(page, label)).toContainText("We meet on Mondays");
  await expect(block(page, label)).toContainText("Shared with 1");
});

test("every version of a block has an address, shows what changed, and can be gone back to", async ({
  page,
}) => {
  const id = await openAgent(page);
  await setBlock(page, id, "persona", "I am brief.");
  await setBlock(page, id, "persona", "I am very brief.");
  await page.reload();
  await page.getByRole("button", { name: "More about persona" }).click();
  await page.getByRole("menuitem", { name: "History" }).click();
  const history = page.getByRole("dialog", { name: "History of persona" });
  await expect(history.locator("ins")).toHaveText("very ");
  await history.getByRole("list", { name: "Versions" }).getByRole("button").nth(1).click();
  await expect(page).toHaveURL(/history=block-.*version=/);
  await page.reload();
  await history.getByRole("button", { name: "Restore this version" }).click();
  await expect.poll(async () => (await blockOf(page, id, "persona")).value).toBe("I am brief.");
});

test("a block that changed elsewhere while it was edited is brought together, not overwritten", async ({
  page,
}) => {
  const id = await openAgent(page);
  await setBlock(page, id, "human", "Name: Ada\nCity: Paris\nPet: Rex");
  await page.reload();
  await page.getByRole("button", { name: "Edit human" }).click();
  await page.getByRole("textbox", { name: "Text of human" }).fill("Name: Ada\nCity: Rome\nPet: Rex");
  await setBlock(page, id, "human", "Name: Ada\nCity: Oslo\nPet: none");
  await expect(block(page, "human").getByText("This block changed while you were editing.")).toBeVisible();
  await block(page, "human").getByRole("button", { name: "Save" }).click();
  const dialog = page.getByRole("dialog", { name: "human changed meanwhile" });
  await expect(dialog).toContainText("changed on both sides");
  await dialog.getByRole("radio", { name: "Yours" }).click();
  await dialog.getByRole("button", { name: "Save result" }).click();
  await expect(dialog).toBeHidden();
  expect((await blockOf(page, id, "human")).value.trim()).toBe("Name: Ada\nCity: Rome\nPet: none");
});

test("a change that somebody else makes appears without asking", async ({ page }) => {
  const id = await openAgent(page);
  await setBlock(page, id, "human", "Name: Grace");
  await expect(block(page, "human")).toContainText("Name: Grace");
});

test("the context window is told in exact numbers that add up", async ({ page }) => {
  await openAgent(page);
  const window = page.getByRole("region", { name: "Context window" });
  await window.getByRole("button").click();
  const rows = await window.getByRole("row").allInnerTexts();
  const [head] = await window.getByRole("button").allInnerTexts();
  const total = Number(/([\d,]+) of/.exec(head)?.[1].replaceAll(",", ""));
  const groups = ["Instructions", "Memory", "Tools", "Messages"].map((title) =>
    Number((rows.find((row) => row.startsWith(title)) ?? `${title}\t0`).split("\t")[1].replaceAll(",", "")),
  );
  expect(total).toBeGreaterThan(100);
  expect(groups.reduce((sum, tokens) => sum + tokens, 0)).toBe(total);
});

test("archival memory is added to, searched, filtered by tag and deleted from", async ({ page }) => {
  await openAgent(page);
  await page.getByRole("tab", { name: "Archive" }).click();
  await expect(page).toHaveURL(/state=archive/);
  for (const [text, tags] of [
    ["The garden gate opens with a blue key", "garden, keys"],
    ["Ada was born in London in 1815", "people"],
  ]) {
    await page.getByRole("button", { name: "Add to the archive" }).click();
    await page.getByRole("textbox", { name: "Text", exact: true }).fill(text);
    await page.getByRole("textbox", { name: "Tags" }).last().fill(tags);
    await page.getByRole("button", { name: "Add", exact: true }).click();
    await expect(page.getByRole("textbox", { name: "Text", exact: true })).toBeHidden();
    await expect(page.getByText(text)).toBeVisible();
  }
  const list = page.getByRole("list", { name: "Archival memory" });
  await page.getByRole("searchbox", { name: "Search archival memory" }).fill("garden gate key");
  await expect(list.getByRole("listitem").first()).toContainText("blue key");
  await list.getByRole("button", { name: "Only those tagged garden" }).first().click();
  await expect(list.getByRole("listitem")).toHaveCount(1);
  await list.getByRole("listitem").hover();
  await list.getByRole("button", { name: "Delete from the archive" }).click();
  await page.getByRole("button", { name: "Delete passage" }).click();
  await expect(page.getByText("Nothing found.")).toBeVisible();
});
