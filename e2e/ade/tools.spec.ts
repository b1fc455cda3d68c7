import { expect, type Page, test } from "@playwright/test";
import { makeAgent } from "./asking";
import { violationsIn } from "./axe";

/** A tool of one's own, in code. */
async function makeTool(page: Page) {
  const name = `roll_${Date.now().toString(36)}`;
  const json_schema = {
    name,
    description: "Rolls dice. Use it for games.",
    parameters: {
      type: "object",
      properties: { sides: { type: "integer", description: "How many sides a die has." } },
      required: ["sides"],
    },
  };
  const answer = await page.request.post("/v1/tools/", {
    data: {
      source_code: `def ${name}(sides: int):\n    return 4`,
      json_schema,
      description: json_schema.description,
    },
  });
  expect(answer.status()).toBe(200);
  const { id } = (await answer.json()) as { id: string };
  return { id, name };
}

test("tools are found by type and by purpose, and a link keeps the filters", async ({ page }) => {
  const tool = await makeTool(page);
  await page.goto("/tools");
  await expect(page.getByRole("row", { name: /memory_insert/ }).first()).toBeVisible();
  await page.getByRole("combobox", { name: "Type" }).click();
  await page.getByRole("option", { name: /^Custom/ }).click();
  await expect(page.getByRole("row", { name: new RegExp(tool.name) })).toContainText("Not in use");
  await expect(page.getByRole("row", { name: /memory_insert/ })).toHaveCount(0);
  await page.goto("/tools?q=web&type=letta_builtin");
  await expect(page.getByRole("row", { name: /web_search/ })).toBeVisible();
  await page.getByRole("searchbox", { name: "Search tools" }).fill("nothing does this");
  await expect(page.getByRole("heading", { name: "No tool fits" })).toBeVisible();
  await page.getByRole("button", { name: "Show all tools" }).click();
  await expect(page.getByRole("searchbox", { name: "Search tools" })).toHaveValue("");
});

test("a tool shows its arguments, its schema, its source and who has it", async ({ page }) => {
  const tool = await makeTool(page);
  const agent = await makeAgent(page, { tool_ids: [tool.id] });
  await page.goto("/tools");
  await page.getByRole("link", { name: tool.name }).click();
  await expect(page.getByRole("heading", { level: 1, name: tool.name })).toBeVisible();
  await expect(
    page.getByRole("region", { name: "Arguments" }).getByRole("row", { name: /sides/ }),
  ).toContainText("integer");
  await expect(page.getByRole("region", { name: "Schema", exact: true })).toContainText('"required"');
  await expect(page.getByRole("region", { name: `Source of ${tool.name}` })).toContainText("return 4");
  await expect(page.getByRole("region", { name: "Agents" }).getByRole("link")).toHaveText([agent.name]);
  for (const theme of ["light", "dark"] as const) expect(await violationsIn(page, theme)).toEqual([]);
});

test("asking before a tool runs is kept, and the list says so", async ({ page }) => {
  const tool = await makeTool(page);
  await page.goto(`/tools/${tool.id}`);
  const ask = page.getByRole("switch", { name: "Ask before it runs" });
  await expect(ask).not.toBeChecked();
  await ask.click();
  await expect(ask).toBeChecked();
  await page.reload();
  await expect(ask).toBeChecked();
  await page.goto(`/tools?q=${tool.name}`);
  await expect(page.getByRole("row", { name: new RegExp(tool.name) })).toContainText("Asks first");
});

test("a tool of the server says who runs it, also on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/tools?q=conversation_search");
  await page.getByRole("link", { name: "conversation_search" }).click();
  await expect(page.getByText("It belongs to the server, which runs it itself.")).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
});
