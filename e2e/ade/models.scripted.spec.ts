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

// The key is tried before it is stored, so that a typing error is told where it was made.
test("a provider is added with a key, used, changed and deleted", async ({ page }) => {
  const { providers } = await (await page.request.get("/v1/_mneme/providers")).json();
  const address = providers.find(({ name }: { name: string }) => name === "openai").base_url;
  const name = `lab-${Date.now().toString(36)}`;
  await page.goto("/models");
  await page.getByRole("button", { name: "Add a provider" }).click();
  const dialog = page.getByRole("dialog", { name: "Add a provider" });
  await dialog.getByLabel("Name").fill(name);
  await dialog.getByLabel("Key", { exact: true }).fill("sk-lab");
  await dialog.getByLabel("Address").fill("http://127.0.0.1:9/v1");
  await dialog.getByRole("button", { name: "Check and add" }).click();
  await expect(dialog.getByRole("alert")).toContainText("No connection could be made");
  await dialog.getByLabel("Address").fill(address);
  await dialog.getByRole("button", { name: "Check and add" }).click();
  await expect(dialog).toBeHidden();

  const row = page.getByRole("listitem").filter({ hasText: name });
  await expect(row).toContainText("Connected");
  await expect(page.getByRole("row").filter({ hasText: `${name}/scripted-large` })).toBeVisible();
  const actions = page.getByRole("button", { name: `Actions for ${name}` });
  await actions.click();
  await page.getByRole("menuitem", { name: "Check the key" }).click();
  await expect(page.getByText(`${name} takes its key`)).toBeVisible();

  await actions.click();
  await page.getByRole("menuitem", { name: "Change the key" }).click();
  const change = page.getByRole("dialog", { name: `Change ${name}` });
  await expect(change.getByLabel("Key", { exact: true })).toHaveValue("");
  await change.getByLabel("Key", { exact: true }).fill("sk-other");
  await change.getByRole("button", { name: "Save" }).click();
  await expect(change).toBeHidden();

  await actions.click();
  await page.getByRole("menuitem", { name: "Delete" }).click();
  await page.getByRole("alertdialog").getByRole("button", { name: "Delete provider" }).click();
  await expect(row).toBeHidden();
  await expect(page.getByRole("row").filter({ hasText: `${name}/scripted-large` })).toBeHidden();
});
