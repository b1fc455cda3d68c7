import { expect, type Page, test } from "@playwright/test";
import { finishRun, makeAgent } from "./asking";
import { violationsIn } from "./axe";

const cell = (text: string | null) => Number((text ?? "").replace(/\D/g, ""));

/** The tokens of each section, and of all of them, as the table has them. */
async function tokensInTable(page: Page): Promise<{ sections: number[]; total: number }> {
  const table = page.getByRole("table", { name: /Sections of the request/ });
  await expect(table.getByRole("row", { name: /All of it/ })).toBeVisible();
  const column = await table.locator("tbody tr td:nth-last-child(2)").allTextContents();
  const total = await table.locator("tfoot td:nth-last-child(2)").textContent();
  return { sections: column.map(cell), total: cell(total) };
}

test("every token of a step's request is in one section, and the numbers add up", async ({ page }) => {
  const agent = await makeAgent(page);
  const runId = await finishRun(page, agent.id, "My name is Ada");
  await page.goto(`/runs/${runId}?tab=context&as=table`);
  const { sections, total } = await tokensInTable(page);
  expect(sections.length).toBeGreaterThan(5);
  expect(total).toBeGreaterThan(100);
  expect(sections.reduce((sum, tokens) => sum + tokens, 0)).toBe(total);
  for (const name of ["System prompt", "human", "persona", "User"])
    await expect(page.getByRole("rowheader", { name, exact: true })).toBeVisible();
});

test("what was sent stays, what would be sent now has what was learned since", async ({ page }) => {
  const agent = await makeAgent(page);
  const runId = await finishRun(page, agent.id, "My name is Ada");
  await page.goto(`/runs/${runId}?tab=context`);
  const human = page.getByRole("button", { name: /^human/ });
  await human.click();
  await expect(page.getByRole("region", { name: "Memory" })).toContainText("chars_current=0");
  await page.getByRole("radio", { name: "What would be sent now" }).click();
  await expect(page.getByRole("region", { name: "Memory" })).toContainText("Ada");
  await expect(page).toHaveURL(/when=now/);
  for (const theme of ["light", "dark"] as const) expect(await violationsIn(page, theme)).toEqual([]);
});

test("the workspace's link opens the X-ray of now, and of the last step", async ({ page }) => {
  const agent = await makeAgent(page);
  await page.goto(`/agents/${agent.id}/context`);
  await expect(page.getByRole("heading", { level: 1, name: "Context X-ray" })).toBeVisible();
  await expect(page.getByRole("radio", { name: "What would be sent now" })).toBeChecked();
  await page.getByRole("radio", { name: "As it was sent" }).click();
  await expect(page.getByRole("heading", { name: "Nothing has been sent yet" })).toBeVisible();
  await finishRun(page, agent.id, "My name is Ada");
  await page.reload();
  await expect(page.getByText("The provider's count")).toBeVisible();
  await expect(page.getByRole("link", { name: agent.name })).toHaveAttribute("href", `/agents/${agent.id}`);
});

test("a section leads to the block it shows", async ({ page }) => {
  const agent = await makeAgent(page);
  await page.goto(`/agents/${agent.id}/context`);
  await page.getByRole("button", { name: /^persona/ }).click();
  await page.getByRole("link", { name: "Open the block" }).click();
  await expect(page.getByRole("heading", { level: 1, name: "persona" })).toBeVisible();
});

test("a step that failed before an answer shows what was asked", async ({ page }) => {
  const agent = await makeAgent(page);
  const runId = await finishRun(page, agent.id, "/error rate_limit");
  await page.goto(`/runs/${runId}?tab=context&as=table`);
  const { sections, total } = await tokensInTable(page);
  expect(sections.reduce((sum, tokens) => sum + tokens, 0)).toBe(total);
  await expect(page.getByRole("rowheader", { name: "User", exact: true })).toBeVisible();
});
