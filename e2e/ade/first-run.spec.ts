import { expect, type Page, test } from "@playwright/test";
import { block, openAgent, say, untilAnswered } from "./support";

const steps = (page: Page) => page.getByRole("region", { name: "Getting started" });
const step = (page: Page, name: string | RegExp) => steps(page).getByRole("button", { name });

test("an empty server leads to a first agent that changes its memory on screen within a minute", async ({
  page,
}) => {
  const startedAt = Date.now();
  let isEmpty = true;
  await page.route("**/v1/agents/?*", (route) =>
    isEmpty && route.request().method() === "GET" ? route.fulfill({ json: [] }) : route.fallback(),
  );
  await page.goto("/");
  await page.getByRole("button", { name: "Create your first agent" }).click();
  isEmpty = false;
  await page.getByRole("button", { name: "Create agent" }).click();
  await page.getByRole("button", { name: "My name is Ada" }).click();
  await expect(block(page, "human")).toContainText("Ada");
  expect(Date.now() - startedAt).toBeLessThan(60_000);
});

test("the steps are ticked as they happen, not as they are read", async ({ page, context }) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await openAgent(page);
  await say(page, "My name is Ada");
  await untilAnswered(page);
  await page.goto("/agents");
  await expect(step(page, /^Talk to an agent.*done$/)).toBeVisible();
  await expect(step(page, /^See it remember.*done$/)).toBeVisible();
  await step(page, "Connect a real model").click();
  await expect(steps(page).getByText("OPENAI_API_KEY=")).toBeVisible();
  await step(page, "Call it from code").click();
  await expect(step(page, /^Call it from code.*done$/)).toHaveCount(0);
  await steps(page).getByRole("button", { name: "Copy the code" }).click();
  await expect(step(page, /^Call it from code.*done$/)).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toContain(new URL(page.url()).origin);
});

// Code that does not run would be worse than none.
test("the code that is offered runs against this server as it stands", async ({ page }) => {
  const id = await openAgent(page);
  await say(page, "My name is Ada");
  await untilAnswered(page);
  await page.goto("/agents");
  await step(page, "Call it from code").click();
  await steps(page).getByRole("radio", { name: "curl" }).click();
  const command = (await steps(page).locator("pre").textContent()) ?? "";
  expect(command).toContain(id);
  const { execFileSync } = await import("node:child_process");
  const answer = execFileSync("sh", ["-c", `${command} --silent --fail`], { encoding: "utf8" });
  expect(JSON.parse(answer).messages.map((one: { message_type: string }) => one.message_type)).toContain(
    "assistant_message",
  );
});

test("the list is put away for good, and until then is in reach of other pages", async ({ page }) => {
  await openAgent(page);
  await page.goto("/settings");
  await page.getByRole("button", { name: /^Getting started/ }).click();
  await expect(page.getByRole("dialog", { name: "Getting started" })).toBeVisible();
  await page.keyboard.press("Escape");
  await page.goto("/agents");
  await steps(page).getByRole("button", { name: "Put away for good" }).click();
  await expect(steps(page)).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("table")).toBeVisible();
  await expect(steps(page)).toHaveCount(0);
});
