import { expect, test } from "@playwright/test";

test("a connected provider is shown with its models, and a test reaches it", async ({ page }) => {
  await page.goto("/models");
  const provider = page.getByRole("listitem").filter({ hasText: "OpenAI" }).first();
  await expect(provider).toContainText("Connected");
  await expect(page.getByRole("contentinfo")).toContainText(/\d+ models? from OpenAI/);
  const row = page.getByRole("row").filter({ hasText: "openai/scripted-large" });
  await row.getByRole("button", { name: /^Test/ }).click();
  await expect(row.getByRole("status")).toContainText(/Answered in/);
});

test("settings name the host that an agent's words go to", async ({ page }) => {
  await page.goto("/settings");
  const section = page.getByRole("region", { name: "What leaves this machine" });
  await expect(section.getByRole("listitem").filter({ hasText: "OpenAI" })).toContainText(/127\.0\.0\.1:\d+/);
  await expect(section).toContainText("This machine");
});
