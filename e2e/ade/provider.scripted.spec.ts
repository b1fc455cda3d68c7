import { expect, type Page, test } from "@playwright/test";
import { answers, block, conversation, messageBox, say, untilAnswered } from "./support";

// The same journeys with a model of an OpenAI-compatible provider: what the demo model does in-process comes over the
// network here, as it does for everybody who sets a key.

async function openProviderAgent(page: Page) {
  const answer = await page.request.post("/v1/agents/", {
    data: { model: "openai/scripted-large", memory_blocks: [{ label: "human", value: "" }] },
  });
  expect(answer.status()).toBe(200);
  const { id } = (await answer.json()) as { id: string };
  await page.goto(`/agents/${id}`);
  await expect(messageBox(page)).toBeVisible();
}

/** The counted words of the last answer; they come in order and without gaps. */
async function countedWords(page: Page): Promise<number> {
  const words = ((await answers(page).last().textContent()) ?? "").match(/word\d+/g) ?? [];
  expect(words).toEqual(words.map((_word, index) => `word${index}`));
  return words.length;
}

test("an agent is created with the provider's model, thinks, edits its memory and answers", async ({
  page,
}) => {
  await page.goto("/agents");
  await expect(page.getByText("not a language model")).toHaveCount(0);
  await openProviderAgent(page);
  await say(
    page,
    '[[think They told me their name.]] [[tool memory_insert {"label":"human","new_string":"Name: Ada"}]]',
  );
  await expect(block(page, "human")).toContainText("Name: Ada");
  await untilAnswered(page);
  await expect(page.getByRole("region", { name: /^Tool call memory_insert, done$/ })).toBeVisible();
  await expect(answers(page).last()).toContainText("ok:");
});

test("a reload in the middle of the provider's answer loses nothing, and the stream goes on", async ({
  page,
}) => {
  await openProviderAgent(page);
  await say(page, "[[slow 200]] [[long 25]]");
  await expect.poll(() => countedWords(page)).toBeGreaterThan(3);
  await page.reload();
  await expect(page.getByRole("button", { name: "Stop the run" })).toBeVisible();
  await expect.poll(() => countedWords(page), { timeout: 20_000 }).toBe(25);
  await untilAnswered(page);
  await expect(answers(page)).toHaveCount(1);
});

test("a run is stopped while the provider speaks, what was said stays, and the agent answers again", async ({
  page,
}) => {
  await openProviderAgent(page);
  await say(page, "[[slow 200]] [[long 200]]");
  await expect.poll(() => countedWords(page)).toBeGreaterThan(2);
  await page.getByRole("button", { name: "Stop the run" }).click();
  await expect(conversation(page).getByText("Stopped", { exact: true })).toBeVisible();
  await untilAnswered(page);
  expect(await countedWords(page)).toBeLessThan(200);
  await say(page, "[[text Back again.]]");
  await expect(answers(page).last()).toContainText("Back again.");
});

test("a provider that refuses is named on screen, and the next message is answered", async ({ page }) => {
  await openProviderAgent(page);
  await say(page, "[[error 401]]");
  await expect(conversation(page).getByRole("alert")).toContainText("The model could not answer");
  await untilAnswered(page);
  await say(page, "[[text All good.]]");
  await expect(answers(page).last()).toContainText("All good.");
});
