import { expect, test } from "@playwright/test";
import {
  answers,
  block,
  conversation,
  countedWords,
  messageBox,
  openAgent,
  say,
  untilAnswered,
} from "./support";

test("what the agent learns appears in its memory on screen, with what changed", async ({ page }) => {
  await openAgent(page);
  await page.getByRole("button", { name: "My name is Ada" }).click();
  await expect(conversation(page).getByRole("article", { name: "You" })).toContainText("My name is Ada");
  await expect(block(page, "human")).toContainText("Ada");
  await expect(
    conversation(page).getByRole("list", { name: "Changes to memory" }).locator("ins"),
  ).toContainText("Ada");
  await untilAnswered(page);
  await say(page, "What is my name?");
  await expect(answers(page).last()).toContainText("Ada");
});

test("a tool call shows its arguments and its result when it is opened", async ({ page }) => {
  await openAgent(page);
  await say(page, "Remember that I prefer tea");
  await untilAnswered(page);
  const call = page.getByRole("region", { name: /^Tool call .*memory.*, done$/ });
  await call.getByRole("button", { expanded: false }).click();
  await expect(call.getByText("Arguments")).toBeVisible();
  await expect(call.getByText("Result", { exact: true })).toBeVisible();
  await expect(call.locator("pre").first()).toContainText("tea");
});

// The run belongs to the server; a page only watches it.
test("a reload in the middle of a stream loses nothing, and the stream goes on", async ({ page }) => {
  await openAgent(page);
  await say(page, "/slow 300");
  await expect.poll(() => countedWords(page)).toBeGreaterThan(3);
  await page.reload();
  await expect(conversation(page).getByRole("article", { name: "You" })).toHaveText(/\/slow 300/);
  await expect(page.getByRole("button", { name: "Stop the run" })).toBeVisible();
  await expect.poll(() => countedWords(page), { timeout: 15_000 }).toBe(20);
  await untilAnswered(page);
  await expect(answers(page)).toHaveCount(1);
  expect(await countedWords(page)).toBe(20);
});

test("a second page on the same agent sees the stream of the first", async ({ page, context }) => {
  const id = await openAgent(page);
  const other = await context.newPage();
  await other.goto(`/agents/${id}`);
  await expect(messageBox(other)).toBeVisible();
  await say(page, "/slow 400");
  await expect.poll(() => countedWords(other), { timeout: 10_000 }).toBeGreaterThan(2);
  await expect.poll(() => countedWords(other), { timeout: 15_000 }).toBe(20);
  await untilAnswered(other);
  await expect(conversation(other).getByRole("article", { name: "You" })).toHaveText(/\/slow 400/);
});

test("a connection that breaks is resumed without losing or doubling a word", async ({ page }) => {
  await page.addInitScript(breakFirstStream);
  await openAgent(page);
  const resumed = page.waitForRequest(/\/v1\/runs\/run-[^/]+\/stream$/);
  await say(page, "/slow 300");
  expect((await resumed).postDataJSON().starting_after).toBeGreaterThan(0);
  await expect.poll(() => countedWords(page), { timeout: 20_000 }).toBe(20);
  await untilAnswered(page);
  await expect(answers(page)).toHaveCount(1);
});

test("a run is stopped, what was said stays, and the agent answers again", async ({ page }) => {
  await openAgent(page);
  await say(page, "/slow 500");
  await expect.poll(() => countedWords(page)).toBeGreaterThan(1);
  await page.getByRole("button", { name: "Stop the run" }).click();
  await expect(conversation(page).getByText("Stopped", { exact: true })).toBeVisible({ timeout: 10_000 });
  await untilAnswered(page);
  expect(await countedWords(page)).toBeLessThan(20);
  await say(page, "My name is Ada");
  await expect(block(page, "human")).toContainText("Ada");
});

test("a draft stays with its agent across a reload, and Shift+Enter breaks the line", async ({ page }) => {
  await openAgent(page);
  await messageBox(page).pressSequentially("first");
  await messageBox(page).press("Shift+Enter");
  await messageBox(page).pressSequentially("second");
  await page.reload();
  await expect(messageBox(page)).toHaveValue("first\nsecond");
});

test("earlier messages load when the reader scrolls up, and the latest are one click away", async ({
  page,
}) => {
  test.setTimeout(90_000);
  const id = await openAgent(page);
  for (let turn = 1; turn <= 30; turn++)
    await page.request.post(`/v1/agents/${id}/messages`, {
      data: { messages: [{ role: "user", content: `Turn number ${turn}` }] },
    });
  await page.reload();
  await expect(conversation(page).getByText("Turn number 30", { exact: true })).toBeVisible();
  await expect(conversation(page).getByText("Turn number 1", { exact: true })).toHaveCount(0);
  await conversation(page).hover();
  await expect(async () => {
    await page.mouse.wheel(0, -4_000);
    await expect(conversation(page).getByText("Turn number 1", { exact: true })).toBeVisible({
      timeout: 300,
    });
  }).toPass();
  await expect(conversation(page).getByRole("article", { name: "You" })).toHaveCount(30);
  await page.getByRole("button", { name: "Jump to latest" }).click();
  await expect(conversation(page).getByText("Turn number 30", { exact: true })).toBeInViewport();
});

test("a memory block is edited in place and its draft survives a reload", async ({ page }) => {
  const id = await openAgent(page);
  await page.getByRole("button", { name: "Edit persona" }).click();
  await page.getByRole("textbox", { name: "Text of persona" }).fill("I am brief.");
  await page.reload();
  await expect(page.getByRole("textbox", { name: "Text of persona" })).toHaveValue("I am brief.");
  await block(page, "persona").getByRole("button", { name: "Save" }).click();
  await expect(block(page, "persona").getByText("I am brief.")).toBeVisible();
  const saved = await page.request.get(`/v1/agents/${id}/core-memory/blocks/persona`);
  expect(await saved.json()).toMatchObject({ value: "I am brief." });
});

/** Runs in the page: the first answer that streams breaks off after five chunks, as a network does. */
function breakFirstStream() {
  const { fetch } = window;
  window.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (!String(input).endsWith("/messages/stream") || !answer.body) return answer;
    window.fetch = fetch;
    const reader = answer.body.getReader();
    let chunks = 0;
    const body = new ReadableStream({
      async pull(controller) {
        const { done, value } = await reader.read();
        if (++chunks > 5) return controller.error(new TypeError("network error"));
        if (done) controller.close();
        else controller.enqueue(value);
      },
    });
    return new Response(body, answer);
  };
}
