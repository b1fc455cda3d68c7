import { expect, type Page } from "@playwright/test";

interface RunRecord {
  id: string;
  status: string;
}

let made = 0;

/** An agent made by the public API; no page is opened. */
export async function makeAgent(
  page: Page,
  fields: Record<string, unknown> = {},
): Promise<{ id: string; name: string }> {
  const name = `Test ${Date.now().toString(36)} ${++made}`;
  const answer = await page.request.post("/v1/agents/", {
    data: {
      name,
      model: "demo/rules-v1",
      memory_blocks: [
        { label: "human", value: "", limit: 5_000 },
        { label: "persona", value: "I am a companion who remembers.", limit: 5_000 },
      ],
      ...fields,
    },
  });
  expect(answer.status()).toBe(200);
  return (await answer.json()) as { id: string; name: string };
}

/** Sends a message in the background; the run is on its way. */
export async function startRun(page: Page, agentId: string, text: string): Promise<string> {
  const answer = await page.request.post(`/v1/agents/${agentId}/messages/async`, {
    data: { messages: [{ role: "user", content: text }] },
  });
  expect(answer.status()).toBe(200);
  return ((await answer.json()) as RunRecord).id;
}

/** Sends a message and waits for the run's end. */
export async function finishRun(page: Page, agentId: string, text: string): Promise<string> {
  const id = await startRun(page, agentId, text);
  await expect
    .poll(async () => ((await (await page.request.get(`/v1/runs/${id}`)).json()) as RunRecord).status)
    .toMatch(/completed|failed|cancelled/);
  return id;
}
