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
  const resumed = page.waitForRequest(/\/runs\/run-[^/]+\/stream\?starting_after=[1-9]/);
  await say(page, "/slow 300");
  await resumed;
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
  await expect(conversation(page).getByText("Beginning of the conversation")).toBeVisible();
  await expect(conversation(page).getByText("Turn number 2", { exact: true })).toBeVisible();
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
  await expect(page.getByRole("textbox", { name: "Text of persona" })).toBeHidden();
  await expect(block(page, "persona").getByText("I am brief.")).toBeVisible();
  const saved = await page.request.get(`/v1/agents/${id}/core-memory/blocks/persona`);
  expect(await saved.json()).toMatchObject({ value: "I am brief." });
});

test("messages written during a run wait their turn, and are said in order", async ({ page }) => {
  await openAgent(page);
  await say(page, "/slow 150");
  await expect.poll(() => countedWords(page)).toBeGreaterThan(1);
  await say(page, "My name is Ada");
  await say(page, "What is my name?");
  const queue = page.getByRole("region", { name: "Queued messages" });
  await expect(queue.getByRole("listitem")).toHaveCount(2);
  await queue.getByRole("button", { name: "Remove from the queue: My name is Ada" }).click();
  await expect(queue.getByRole("listitem")).toHaveCount(1);
  await say(page, "My name is Grace");
  await queue.getByRole("button", { name: "Say sooner: My name is Grace" }).click();
  await expect(queue).toBeHidden({ timeout: 30_000 });
  await untilAnswered(page);
  await expect(conversation(page).getByRole("article", { name: "You" })).toHaveText([
    "/slow 150",
    "My name is Grace",
    "What is my name?",
  ]);
  await expect(answers(page).last()).toContainText("Grace");
});

test("a message is edited: the old turn and what it taught the agent are taken back", async ({ page }) => {
  await openAgent(page);
  await say(page, "My name is Ada");
  await expect(block(page, "human")).toContainText("Ada");
  await untilAnswered(page);
  await conversation(page).getByRole("article", { name: "You" }).hover();
  await page.getByRole("button", { name: "Edit message" }).click();
  await expect(messageBox(page)).toHaveValue("My name is Ada");
  await expect(page.getByRole("checkbox", { name: "Undo what it changed in memory" })).toBeChecked();
  await say(page, "My name is Grace");
  await expect(block(page, "human")).toContainText("Grace");
  await untilAnswered(page);
  await expect(block(page, "human")).not.toContainText("Ada");
  await page.reload();
  await expect(conversation(page).getByRole("article", { name: "You" })).toHaveText(["My name is Grace"]);
});

test("what a step changed in memory is undone in one click", async ({ page }) => {
  const id = await openAgent(page);
  await say(page, "My name is Ada");
  await expect(block(page, "human")).toContainText("Ada");
  await untilAnswered(page);
  await page.getByRole("button", { name: "Undo the change of human" }).click();
  await expect(conversation(page).getByText("Taken back")).toBeVisible();
  await expect(block(page, "human")).not.toContainText("Ada");
  const saved = await page.request.get(`/v1/agents/${id}/core-memory/blocks/human`);
  expect(await saved.json()).toMatchObject({ value: "" });
});

test("after a failure the question is asked again, also by a page that was reloaded", async ({ page }) => {
  await openAgent(page);
  await say(page, "My name is Ada");
  await untilAnswered(page);
  await say(page, "/error rate_limit");
  await expect(conversation(page).getByRole("alert")).toContainText("The model could not answer");
  await page.reload();
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(conversation(page).getByRole("alert")).toHaveCount(1);
  await untilAnswered(page);
  await expect(conversation(page).getByRole("article", { name: "You" })).toHaveText([
    "My name is Ada",
    "/error rate_limit",
  ]);
});

test("the level of detail decides what is seen, and stays with the browser", async ({ page }) => {
  await openAgent(page);
  await say(page, "My name is Ada");
  await untilAnswered(page);
  const call = page.getByRole("region", { name: /^Tool call / });
  await expect(call).toHaveCount(1);
  await page.getByRole("radio", { name: "Simple" }).click();
  await expect(call).toHaveCount(0);
  await expect(page.getByRole("region", { name: "Memory changed: human" })).toBeVisible();
  await page.getByRole("radio", { name: "Debug" }).click();
  await expect(conversation(page).getByRole("link", { name: "Context X-ray" }).first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("radio", { name: "Debug" })).toBeChecked();
});

test("a message is found by its words, shown, and has an address", async ({ page }) => {
  test.setTimeout(90_000);
  const id = await openAgent(page);
  await page.request.post(`/v1/agents/${id}/messages`, {
    data: { messages: [{ role: "user", content: "The password of the garden gate is marigold" }] },
  });
  for (let turn = 1; turn <= 30; turn++)
    await page.request.post(`/v1/agents/${id}/messages`, {
      data: { messages: [{ role: "user", content: `Turn number ${turn}` }] },
    });
  await page.reload();
  const sought = conversation(page).getByText("The password of the garden gate is marigold", { exact: true });
  await expect(conversation(page).getByText("Turn number 30", { exact: true })).toBeVisible();
  await page.getByRole("button", { name: "Search messages" }).click();
  await page.getByRole("searchbox", { name: "Search messages" }).fill("marigold");
  await page.getByRole("list", { name: "Found messages" }).getByRole("button").first().click();
  await expect(sought).toBeInViewport();
  await expect(page).toHaveURL(/message=message-/);
  await page.reload();
  await expect(sought).toBeInViewport();
});

test("a message is said as the system, and an image goes along with one", async ({ page }) => {
  const id = await openAgent(page);
  await page.getByRole("button", { name: "Send as You" }).click();
  await page.getByRole("menuitemradio", { name: /^System/ }).click();
  await say(page, "The user has just come home");
  await untilAnswered(page);
  await expect(conversation(page).getByRole("article", { name: "System" })).toContainText("come home");
  await page.getByLabel("Images", { exact: true }).setInputFiles({
    name: "dot.png",
    mimeType: "image/png",
    buffer: Buffer.from(
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==",
      "base64",
    ),
  });
  await expect(page.getByRole("list", { name: "Attached images" }).getByRole("listitem")).toHaveCount(1);
  await say(page, "What is this?");
  await untilAnswered(page);
  await page.reload();
  const image = conversation(page).getByRole("button", { name: "Show image larger" }).getByRole("img");
  await expect(image).toBeVisible();
  await expect.poll(() => image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(1);
  const messages = (await (await page.request.get(`/v1/agents/${id}/messages`)).json()) as {
    content?: unknown;
  }[];
  expect(JSON.stringify(messages)).toContain('"type":"image"');
});

test("a server that goes away is said, and what is written meanwhile is kept", async ({ page }) => {
  await openAgent(page);
  await page.route("**/v1/**", (route) => route.abort("connectionrefused"));
  await say(page, "My name is Ada");
  await expect(conversation(page).getByText("Not sent. The server does not answer.")).toBeVisible();
  await page.unroute("**/v1/**");
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(block(page, "human")).toContainText("Ada");
});

test("a browser without a key is told where to enter one", async ({ page }) => {
  const id = await openAgent(page);
  await page.route("**/v1/runs/?*", (route) =>
    route.fulfill({ status: 401, json: { detail: "Unauthorized" } }),
  );
  await page.goto(`/agents/${id}`);
  await expect(page.getByRole("heading", { name: "This server asks for a key" })).toBeVisible();
  await expect(page.getByRole("link", { name: "Enter a key" })).toHaveAttribute("href", "/settings");
});

/** Runs in the page: the first answer that streams breaks off after five chunks, as a network does. */
function breakFirstStream() {
  const { fetch } = window;
  window.fetch = async (input, init) => {
    const answer = await fetch(input, init);
    if (!/\/runs\/[^/]+\/stream/.test(String(input)) || !answer.body) return answer;
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
