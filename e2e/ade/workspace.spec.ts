import { expect, type Page, test } from "@playwright/test";
import { messageBox, openAgent, say, untilAnswered } from "./support";

test.use({ viewport: { width: 1440, height: 900 } });

const widthOf = async (page: Page, id: string) => (await page.locator(id).boundingBox())?.width ?? 0;

test("panes are resized by pointer and by keyboard, and remember their size", async ({ page }) => {
  await openAgent(page);
  const edge = page.getByRole("separator", { name: "Width of the memory" });
  const before = await widthOf(page, "#pane-state");
  const box = await edge.boundingBox();
  if (!box) throw new Error("no edge");
  await page.mouse.move(box.x + 3, box.y + 200);
  await page.mouse.down();
  await page.mouse.move(box.x - 97, box.y + 200, { steps: 5 });
  await page.mouse.up();
  const dragged = await widthOf(page, "#pane-state");
  expect(dragged).toBeCloseTo(before + 100, -1);
  await edge.focus();
  await page.keyboard.press("ArrowLeft");
  const keyed = await widthOf(page, "#pane-state");
  expect(keyed).toBeCloseTo(dragged + 16, -1);
  await page.reload();
  await expect(messageBox(page)).toBeVisible();
  expect(await widthOf(page, "#pane-state")).toBeCloseTo(keyed, -1);
  expect(await widthOf(page, "#pane-conversation")).toBeGreaterThanOrEqual(420);
  await edge.press("End");
  expect(await widthOf(page, "#pane-conversation")).toBeGreaterThanOrEqual(419);
});

test("a pane that was closed stays closed", async ({ page }) => {
  await openAgent(page);
  await page.getByRole("button", { name: "Configuration pane" }).click();
  await expect(page.getByRole("region", { name: "Configuration" })).toBeHidden();
  await page.reload();
  await expect(messageBox(page)).toBeVisible();
  await expect(page.getByRole("region", { name: "Configuration" })).toBeHidden();
});

test("the system prompt shows its difference before it is saved, and counts at once", async ({ page }) => {
  const id = await openAgent(page);
  await page.getByRole("button", { name: "Open editor" }).click();
  const dialog = page.getByRole("dialog", { name: "System prompt" });
  const editor = dialog.getByRole("textbox", { name: "System prompt" });
  await editor.fill("Answer like a sailor.");
  await expect(dialog.getByRole("region", { name: "Changes" })).toContainText("sailor");
  await expect(dialog).toContainText(/\d+ tokens/);
  await page.keyboard.press("Escape");
  await page.reload();
  await page.getByRole("button", { name: "Open editor" }).click();
  await expect(editor).toHaveText("Answer like a sailor.");
  await dialog.getByRole("button", { name: "Save" }).click();
  await expect(dialog).toBeHidden();
  const [system] = (await (await page.request.get(`/v1/agents/${id}/messages?limit=1&order=asc`)).json()) as {
    content: string;
  }[];
  expect(system.content).toContain("Answer like a sailor.");
});

test("tools are attached and detached with their schema in sight", async ({ page }) => {
  const id = await openAgent(page);
  await page.getByRole("button", { name: "Attach tools" }).click();
  const dialog = page.getByRole("dialog", { name: "Attach tools" });
  await dialog.getByRole("searchbox", { name: "Search tools" }).fill("archival_memory_search");
  await dialog.getByRole("button", { name: "Attach archival_memory_search" }).click();
  await expect(dialog.getByRole("button", { name: "Detach archival_memory_search" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: /^archival_memory_search/ }).click();
  const tool = page.getByRole("listitem").filter({ hasText: "archival_memory_search" });
  await expect(tool.getByRole("term").first()).toContainText("query");
  await tool.getByRole("button", { name: "Detach archival_memory_search" }).click();
  await expect(page.getByRole("button", { name: /^archival_memory_search/ })).toHaveCount(0);
  const { tools } = (await (await page.request.get(`/v1/agents/${id}`)).json()) as {
    tools: { name: string }[];
  };
  expect(tools.map((each) => each.name)).not.toContain("archival_memory_search");
});

test("tags, time zone and limits of the model are set where they are shown", async ({ page }) => {
  const id = await openAgent(page);
  await page.getByRole("textbox", { name: "Tags" }).fill("companion");
  await page.getByRole("textbox", { name: "Tags" }).press("Enter");
  await expect(page.getByRole("button", { name: "Remove tag companion" })).toBeVisible();
  await page.getByRole("heading", { name: "Advanced" }).click();
  await page.getByRole("textbox", { name: "Context window", exact: true }).fill("16000");
  await page.getByRole("textbox", { name: "Context window", exact: true }).press("Enter");
  await page.getByRole("combobox", { name: "Time zone" }).fill("Europe/Paris");
  await page.getByRole("combobox", { name: "Time zone" }).press("Enter");
  await expect
    .poll(async () => (await page.request.get(`/v1/agents/${id}?include=agent.tags`)).json())
    .toMatchObject({ tags: ["companion"], timezone: "Europe/Paris", llm_config: { context_window: 16_000 } });
});

test("recent runs lead to everything that is known of them", async ({ page }) => {
  await openAgent(page);
  await say(page, "My name is Ada");
  await untilAnswered(page);
  await page.getByRole("tab", { name: "Runs" }).click();
  const runs = page.getByRole("list", { name: "Recent runs" });
  await expect(runs.getByRole("link").first()).toContainText("Done");
  await runs.getByRole("link").first().click();
  await expect(page).toHaveURL(/\/runs\/run-/);
});
