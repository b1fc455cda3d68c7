import { expect, type Page, test } from "@playwright/test";
import { answers, block, conversation, messageBox, openAgent, say, untilAnswered } from "./support";

const insert = '/call memory_insert {"label": "human", "new_string": "Likes tea"}';

/** An agent that must ask before it writes to memory. */
async function openCarefulAgent(page: Page): Promise<string> {
  const id = await openAgent(page);
  const answer = await page.request.patch(`/v1/agents/${id}/tools/approval/memory_insert`, {
    data: { requires_approval: true },
  });
  expect(answer.status()).toBe(200);
  await page.reload();
  await expect(messageBox(page)).toBeVisible();
  return id;
}

const panel = (page: Page) => conversation(page).getByRole("alert", { name: "Approval needed" });

test("a call that needs approval waits for it, across a reload, and runs when it is given", async ({
  page,
}) => {
  await openCarefulAgent(page);
  await say(page, insert);
  await expect(panel(page)).toContainText("Likes tea");
  await expect(block(page, "human")).not.toContainText("Likes tea");
  await page.reload();
  await expect(page.getByText("Approve or deny the call above first.")).toBeVisible();
  await panel(page).getByRole("button", { name: "Approve memory_insert" }).click();
  await expect(block(page, "human")).toContainText("Likes tea");
  await untilAnswered(page);
  await expect(answers(page).last()).toBeVisible();
});

test("a call runs with the arguments that a person put in place of the agent's", async ({ page }) => {
  await openCarefulAgent(page);
  await say(page, insert);
  await panel(page).getByRole("button", { name: "Edit the arguments of memory_insert" }).click();
  const field = panel(page).getByRole("textbox", { name: "Arguments for memory_insert" });
  await expect(field).toBeFocused();
  await field.fill("tea");
  await panel(page).getByRole("button", { name: "Approve memory_insert" }).click();
  await expect(panel(page).getByText("The arguments must be a JSON object.")).toBeVisible();
  await expect(block(page, "human")).not.toContainText("Likes");
  await field.fill('{"label": "human", "new_string": "Likes coffee"}');
  await panel(page).getByRole("button", { name: "Approve memory_insert" }).click();
  await expect(block(page, "human")).toContainText("Likes coffee");
  await expect(block(page, "human")).not.toContainText("Likes tea");
  await untilAnswered(page);
  await page.reload();
  const call = conversation(page).getByRole("region", { name: "Tool call memory_insert, done" });
  await call.getByRole("button").click();
  await expect(call).toContainText("Run with");
  const changed = conversation(page).getByRole("region", { name: "Memory changed: human" });
  await expect(changed).toContainText("Likes coffee");
  await expect(changed).not.toContainText("Likes tea");
});

test("a call that is denied does not run, and the agent is told why", async ({ page }) => {
  const id = await openCarefulAgent(page);
  await say(page, insert);
  await panel(page).getByRole("textbox", { name: "Reason for denying" }).fill("Not worth keeping");
  await panel(page).getByRole("button", { name: "Deny memory_insert" }).click();
  await untilAnswered(page);
  await expect(page.getByRole("region", { name: "Tool call memory_insert, denied" })).toBeVisible();
  await expect(block(page, "human")).not.toContainText("Likes tea");
  const messages = await (await page.request.get(`/v1/agents/${id}/messages`)).text();
  expect(messages).toContain("Not worth keeping");
});

test("what needs approval is chosen at the tool", async ({ page }) => {
  const id = await openAgent(page);
  await page.getByRole("button", { name: /^memory_insert/ }).click();
  await page.getByRole("switch", { name: "Ask before it runs" }).click();
  await expect(page.getByRole("switch", { name: "Ask before it runs" })).toBeChecked();
  const agent = (await (await page.request.get(`/v1/agents/${id}`)).json()) as {
    tool_rules: { type: string }[];
  };
  expect(agent.tool_rules.map((rule) => rule.type)).toContain("requires_approval");
});
