import { expect, type Locator, type Page } from "@playwright/test";

/** An agent with the demo model, made by the public API; the page is at its conversation. */
export async function openAgent(page: Page, name = `Test ${Date.now().toString(36)}`): Promise<string> {
  const answer = await page.request.post("/v1/agents/", {
    data: {
      name,
      model: "demo/rules-v1",
      memory_blocks: [
        { label: "human", value: "", limit: 5_000 },
        { label: "persona", value: "I am a companion who remembers.", limit: 5_000 },
      ],
    },
  });
  expect(answer.status()).toBe(200);
  const { id } = (await answer.json()) as { id: string };
  await page.goto(`/agents/${id}`);
  await expect(messageBox(page)).toBeVisible();
  return id;
}

export const messageBox = (page: Page): Locator => page.getByRole("textbox", { name: /^Message to/ });
export const conversation = (page: Page): Locator => page.getByRole("log", { name: "Conversation" });
export const answers = (page: Page): Locator => conversation(page).getByRole("article", { name: "Agent" });
export const block = (page: Page, label: string): Locator =>
  page.getByRole("listitem", { name: `Memory block ${label}` });

export async function say(page: Page, text: string): Promise<void> {
  await messageBox(page).fill(text);
  await messageBox(page).press("Enter");
}

/** The composer offers to send again: the run has ended and its history has been read. */
export async function untilAnswered(page: Page): Promise<void> {
  await expect(page.getByRole("button", { name: "Stop the run" })).toBeHidden();
  await expect(page.getByRole("button", { name: "Send message" })).toBeVisible();
}

/** The words that the demo model counts, as far as they are on screen, in order and without gaps. */
export async function countedWords(page: Page): Promise<number> {
  const words = ((await answers(page).last().textContent()) ?? "").match(/word\d+/g) ?? [];
  expect(words).toEqual(words.map((_word, index) => `word${index + 1}`));
  return words.length;
}

/** The settings, when they listen to keys and pointers: what the server told about itself is on the page. */
export async function openSettings(page: Page): Promise<void> {
  await page.goto("/settings");
  await expect(page.getByText("Running since", { exact: true }).first()).toBeVisible();
}
