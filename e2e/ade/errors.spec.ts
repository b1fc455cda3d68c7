import { expect, test } from "@playwright/test";
import { answers, block, conversation, messageBox, openAgent, say, untilAnswered } from "./support";

const failure = { status: 500, json: { detail: "An unknown error occurred" } };

test("a list that the server cannot give says so, and trying again brings it", async ({ page }) => {
  await openAgent(page);
  await page.route("**/v1/agents/?*", (route) => route.fulfill(failure));
  await page.goto("/agents");
  await expect(page.getByText("Could not list the agents")).toBeVisible({ timeout: 10_000 });
  await page.unroute("**/v1/agents/?*");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByRole("table")).toBeVisible();
});

test("one pane that fails leaves the others alone", async ({ page }) => {
  await page.route("**/core-memory/blocks*", (route) => route.fulfill(failure));
  await openAgent(page);
  await expect(page.getByText("Could not read the memory")).toBeVisible({ timeout: 10_000 });
  await expect(messageBox(page)).toBeVisible();
  await page.unroute("**/core-memory/blocks*");
  await page.getByRole("region", { name: "Memory" }).getByRole("button", { name: "Try again" }).click();
  await expect(block(page, "persona")).toBeVisible();
});

test("a message that the server did not take keeps its text and is sent again on request", async ({
  page,
}) => {
  await openAgent(page);
  await page.route("**/messages/{stream,async}", (route) => route.fulfill(failure));
  await say(page, "My name is Ada");
  await expect(conversation(page).getByText(/^Not sent\./)).toBeVisible();
  await page.unroute("**/messages/{stream,async}");
  await page.getByRole("button", { name: "Send again" }).click();
  await expect(block(page, "human")).toContainText("Ada");
  await untilAnswered(page);
  await expect(conversation(page).getByRole("article", { name: "You" })).toHaveCount(1);
});

test("a model that fails is named with what to do, and the agent answers the next message", async ({
  page,
}) => {
  await openAgent(page);
  await say(page, "/error rate_limit");
  const notice = conversation(page).getByRole("alert");
  await expect(notice).toContainText("The model could not answer");
  await untilAnswered(page);
  await page.reload();
  await expect(conversation(page).getByRole("alert")).toContainText("The model could not answer");
  await say(page, "/help");
  await expect(answers(page).last()).toContainText("demo model");
});

test("an agent that does not exist is an answer, not a blank page", async ({ page }) => {
  await page.goto("/agents/agent-00000000-0000-4000-8000-000000000000");
  await expect(page.getByText("Could not open the agent")).toBeVisible({ timeout: 10_000 });
  await page.goto("/nowhere");
  await expect(page.getByRole("heading", { name: "Nothing is kept at this address" })).toBeVisible();
});

test("a setting that the server refuses is said and keeps what was typed", async ({ page }) => {
  await openAgent(page);
  await page.route("**/v1/agents/agent-*", (route) =>
    route.request().method() === "PATCH" ? route.fulfill(failure) : route.fallback(),
  );
  await page.getByRole("textbox", { name: "Description" }).fill("A friend");
  await page.getByRole("button", { name: "Save description" }).click();
  await expect(page.getByText("Description was not saved").first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Description" })).toHaveValue("A friend");
});
