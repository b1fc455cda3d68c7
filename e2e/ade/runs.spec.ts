import { expect, test } from "@playwright/test";
import { finishRun, makeAgent, startRun } from "./asking";
import { violationsIn } from "./axe";

test("a turn is found among the runs by agent, state and time, and a link keeps the filters", async ({
  page,
}) => {
  const agent = await makeAgent(page);
  await finishRun(page, agent.id, "My name is Ada");
  await finishRun(page, agent.id, "/error rate_limit");
  await page.goto("/runs");
  await expect(page.getByRole("link", { name: "My name is Ada" }).first()).toBeVisible();
  await page.getByRole("combobox", { name: "Agent" }).click();
  await page.getByRole("option", { name: agent.name }).click();
  await expect(page.getByRole("row")).toHaveCount(3);
  await expect(page.getByRole("row", { name: /My name is Ada/ })).toContainText("Completed");
  await page.getByRole("combobox", { name: "State" }).click();
  await page.getByRole("option", { name: "Failed" }).click();
  await expect(page.getByRole("row")).toHaveCount(2);
  await expect(page.getByRole("row", { name: /\/error rate_limit/ })).toContainText("Model failed");
  await page.reload();
  await expect(page.getByRole("row")).toHaveCount(2);
  await page.getByRole("combobox", { name: "Stop reason" }).click();
  await page.getByRole("option", { name: "Step limit" }).click();
  await expect(page.getByRole("heading", { name: "No run fits these filters" })).toBeVisible();
  await page.getByRole("button", { name: "Show all runs" }).click();
  await expect(page).toHaveURL(/\/runs$/);
});

test("runs are read page by page, without gaps or repetitions", async ({ page }) => {
  const agent = await makeAgent(page);
  for (let at = 0; at < 42; at++) await startRun(page, agent.id, `Hello number ${at}`);
  await page.goto(`/runs?agent=${agent.id}`);
  await expect(page.getByRole("row")).toHaveCount(41);
  await page.getByRole("button", { name: "Show more" }).click();
  await expect(page.getByRole("row")).toHaveCount(43);
  await expect(page.getByRole("link", { name: "Hello number 0", exact: true })).toHaveCount(1);
  const asked = await page
    .getByRole("rowheader")
    .getByRole("link", { name: /^Hello number/ })
    .allTextContents();
  expect(new Set(asked).size).toBe(42);
});

test("a run shows its steps, model calls and tools on one axis, and a link opens a step of it", async ({
  page,
}) => {
  const agent = await makeAgent(page);
  const runId = await finishRun(page, agent.id, "My name is Ada");
  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole("heading", { level: 1, name: "My name is Ada" })).toBeVisible();
  const timeline = page.getByRole("region", { name: "Timeline" });
  await expect(timeline.getByRole("rowheader").filter({ hasNotText: "Queued" })).toHaveText([
    /Step 1/,
    /rules/,
    /memory_/,
    /Step 2/,
    /rules/,
  ]);
  await expect(page.getByRole("region", { name: "Step 1" })).toContainText("Ada");
  await timeline.getByRole("link", { name: "Step 2" }).click();
  await expect(page).toHaveURL(/#step-[0-9a-f-]{36}$/);
  await expect(page.getByRole("region", { name: "Step 2" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("region", { name: "Step 2" })).toBeVisible();
  await page.keyboard.press("[");
  await expect(page.getByRole("region", { name: "Step 1" })).toBeVisible();
  for (const theme of ["light", "dark"] as const) expect(await violationsIn(page, theme)).toEqual([]);
});

test("a message's link opens the step that it belongs to", async ({ page }) => {
  const agent = await makeAgent(page);
  const runId = await finishRun(page, agent.id, "My name is Ada");
  const messages = (await (await page.request.get(`/v1/runs/${runId}/messages`)).json()) as { id: string }[];
  await page.goto(`/runs/${runId}#${messages.at(-1)?.id}`);
  await expect(page.getByRole("region", { name: "Step 2" })).toBeVisible();
});

test("a run is watched while it happens, and stopping it ends it at once", async ({ page }) => {
  const agent = await makeAgent(page);
  const runId = await startRun(page, agent.id, "/slow 400");
  await page.goto(`/runs/${runId}`);
  await expect(page.getByText("Running", { exact: true })).toBeVisible();
  const step = page.getByRole("region", { name: "Step 1" });
  await expect(step).toContainText("word2");
  await expect(step).toContainText("word4");
  await page.getByRole("button", { name: "Stop" }).click();
  await expect(page.getByText("Stopped", { exact: true })).toBeVisible();
  await expect(page.getByRole("button", { name: "Stop" })).toBeHidden();
  await expect(step).not.toContainText("word20");
});

test("the exchange with the provider is fetched when it is looked at, searched and copied", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  const agent = await makeAgent(page);
  const runId = await finishRun(page, agent.id, "My name is Ada");
  const traces: string[] = [];
  page.on("request", (request) => void (request.url().includes("/trace") && traces.push(request.url())));
  await page.goto(`/runs/${runId}`);
  await expect(page.getByRole("region", { name: "Step 1" })).toBeVisible();
  expect(traces).toEqual([]);
  await page.getByRole("tab", { name: "Request and response" }).click();
  const request = page.getByRole("region", { name: "Request", exact: true });
  await expect(request).toContainText("My name is Ada");
  expect(traces).toHaveLength(1);
  await request.getByRole("searchbox").fill("my NAME is");
  await expect(request.getByText("1 of 1")).toBeVisible();
  await request.getByRole("searchbox").fill("role");
  await expect(request.getByText(/^1 of \d+/)).toBeVisible();
  await request.getByRole("searchbox").press("Enter");
  await expect(request.getByText(/^2 of \d+/)).toBeVisible();
  await request.getByRole("button", { name: "Copy request" }).click();
  const copied = JSON.parse(await page.evaluate(() => navigator.clipboard.readText()));
  expect(JSON.stringify(copied)).toContain("My name is Ada");
  await page.reload();
  await expect(page.getByRole("tab", { name: "Request and response" })).toHaveAttribute(
    "aria-selected",
    "true",
  );
});

test("a failure says what went wrong, what to do next, and where it broke", async ({ page }) => {
  const agent = await makeAgent(page);
  const runId = await finishRun(page, agent.id, "/error rate_limit");
  await page.goto(`/runs/${runId}`);
  const problem = page.getByRole("region", { name: "What went wrong" });
  await expect(problem).toContainText("The model could not answer");
  await expect(problem).toContainText("Wait a moment");
  await expect(problem.getByRole("link", { name: "Open the agent" })).toHaveAttribute(
    "href",
    `/agents/${agent.id}`,
  );
  await expect(page.getByRole("region", { name: "Step 1" })).toContainText("This step failed");
  expect(await violationsIn(page, "light")).toEqual([]);
});

test("a run that is not there says so and offers to try again", async ({ page }) => {
  await page.goto("/runs/run-00000000-0000-4000-8000-000000000001");
  await expect(page.getByRole("alert").filter({ hasText: "Could not open the run" })).toBeVisible();
  await expect(page.getByRole("button", { name: "Try again" })).toBeVisible();
});

test("on a phone a run is read without scrolling sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const agent = await makeAgent(page);
  const runId = await finishRun(page, agent.id, "My name is Ada");
  for (const path of [
    "/runs",
    `/runs/${runId}`,
    `/runs/${runId}?tab=context`,
    `/runs/${runId}?tab=exchange`,
  ]) {
    await page.goto(path);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await expect(page.locator("main [aria-busy=true]")).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
    expect(
      await page.evaluate(() => document.querySelector("main > div")?.scrollWidth ?? 0),
    ).toBeLessThanOrEqual(390);
  }
});
