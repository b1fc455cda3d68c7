// Plays the first minute of an agent on the built server with an empty database: films it, and takes the picture of the
// README.   npm run demo
import { existsSync } from "node:fs";
import { chromium, type Page } from "@playwright/test";
import { startServer } from "@/e2e/support/server";
import { startFilming, writeFilm } from "./demo/film";

const PICTURE = "docs/images/workspace.png";
const FILM = "artifacts/demo/first-minute.webm";
const SIZE = { width: 1440, height: 900 };
const debianChromium = "/usr/bin/chromium";

const server = await startServer({ env: { DEMO_MODEL_DELAY_MS: "25" } });
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM_PATH || (existsSync(debianChromium) ? debianChromium : undefined),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  const page = await browser.newPage({
    viewport: SIZE,
    deviceScaleFactor: 1.5,
    colorScheme: "light",
    baseURL: server.url,
  });
  const filming = await startFilming(page);
  await firstMinute(page);
  const frames = await filming.stop();
  await writeFilm(browser, frames, { file: FILM, ...SIZE });
  console.log(`wrote ${PICTURE} and ${FILM} (${Math.round(frames[frames.length - 1].at)} s)`);
} finally {
  await browser.close();
  await server.stop();
}

/** From the empty server to an agent that remembers, at a reader's pace. */
async function firstMinute(page: Page): Promise<void> {
  await page.goto("/");
  await page.getByRole("button", { name: "Create your first agent" }).waitFor();
  await page.waitForTimeout(1_500);
  await page.getByRole("button", { name: "Create your first agent" }).click();
  await page.getByRole("button", { name: "Create agent" }).waitFor();
  await page.waitForTimeout(1_500);
  await page.getByRole("button", { name: "Create agent" }).click();
  await page.getByRole("textbox", { name: /^Message to/ }).waitFor();
  await page.waitForTimeout(1_500);
  await say(page, "My name is Ada");
  await say(page, "Remember that I am restoring a 1962 Vespa");
  await say(page, "What is my name?");
  await page.mouse.move(0, 0);
  await page.screenshot({ path: PICTURE });
  await page.getByRole("link", { name: "Runs", exact: true }).click();
  await page.getByRole("link", { name: "What is my name?" }).first().click();
  await page.waitForTimeout(2_500);
}

/** Types a message, sends it, and waits until the answer is whole. */
async function say(page: Page, text: string): Promise<void> {
  const answered = page.getByRole("log", { name: "Conversation" }).getByRole("article", { name: "Agent" });
  const before = await answered.count();
  const box = page.getByRole("textbox", { name: /^Message to/ });
  await box.pressSequentially(text, { delay: 45 });
  await box.press("Enter");
  await answered.nth(before).waitFor();
  await page.getByRole("button", { name: "Stop the run" }).waitFor({ state: "hidden" });
  await page.waitForTimeout(1_500);
}
