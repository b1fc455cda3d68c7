// Takes the picture of the README: the built server with an empty database, a browser, the first minute of an agent.
//   npm run picture
import { existsSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { startServer } from "@/e2e/support/server";

const FILE = "docs/images/workspace.png";
const debianChromium = "/usr/bin/chromium";

const server = await startServer({ env: { DEMO_MODEL_DELAY_MS: "2" } });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || (existsSync(debianChromium) ? debianChromium : undefined),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({
    viewport: { width: 1440, height: 900 },
    deviceScaleFactor: 1.5,
    colorScheme: "light",
  });
  await page.goto(`${server.url}/agents/${await createAgent()}`);
  await say(page, "My name is Ada");
  await say(page, "Remember that I am restoring a 1962 Vespa");
  await say(page, "What is my name?");
  await page.mouse.move(0, 0);
  await page.screenshot({ path: FILE });
  console.log(`wrote ${FILE}`);
} finally {
  await browser.close();
  await server.stop();
}

async function createAgent(): Promise<string> {
  const response = await fetch(`${server.url}/v1/agents/`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({
      name: "Companion",
      model: "demo/rules-v1",
      description: "Remembers whom it talks to.",
      memory_blocks: [
        { label: "human", value: "", limit: 5_000 },
        { label: "persona", value: "I am a warm and attentive companion who remembers.", limit: 5_000 },
      ],
    }),
  });
  return ((await response.json()) as { id: string }).id;
}

/** Sends a message and waits until the answer is whole. */
async function say(page: Page, text: string): Promise<void> {
  const answered = page.getByRole("log", { name: "Conversation" }).getByRole("article", { name: "Agent" });
  const before = await answered.count();
  const box = page.getByRole("textbox", { name: /^Message to/ });
  await box.fill(text);
  await box.press("Enter");
  await answered.nth(before).waitFor();
  await page.getByRole("button", { name: "Stop the run" }).waitFor({ state: "hidden" });
  await page.waitForTimeout(400);
}
