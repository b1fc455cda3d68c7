import { expect, test } from "@playwright/test";

test("a key is shown once, is listed without itself, and is refused after it was revoked", async ({
  page,
}) => {
  const name = `Key ${Date.now().toString(36)}`;
  await page.goto("/settings");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name", { exact: true }).fill(name);
  await page.getByRole("button", { name: "Create key" }).click();
  const dialog = page.getByRole("dialog", { name: "Copy the key now" });
  const key = (await dialog.locator("pre").textContent()) ?? "";
  expect(key.length).toBeGreaterThan(20);
  await dialog.getByRole("button", { name: "I have copied it" }).click();
  const row = page.getByRole("row").filter({ hasText: name });
  await expect(row).toContainText("Never");
  await expect(page.getByText(key)).toHaveCount(0);
  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  const confirm = page.getByRole("alertdialog", { name: `Revoke ${name}?` });
  await confirm.getByRole("button", { name: "Cancel" }).click();
  await expect(row).toBeVisible();
  await row.getByRole("button", { name: `Revoke ${name}` }).click();
  await confirm.getByRole("button", { name: "Revoke key" }).click();
  await expect(row).toHaveCount(0);
  await page.getByRole("checkbox", { name: "Show revoked keys" }).check();
  await expect(row).toContainText("Revoked");
});

test("a key can be given an end", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Short");
  await page.getByRole("combobox", { name: "Expires" }).click();
  await page.getByRole("option", { name: "In 30 days" }).click();
  const created = page.waitForResponse(
    (answer) => answer.url().endsWith("/v1/_mneme/keys") && answer.request().method() === "POST",
  );
  await page.getByRole("button", { name: "Create key" }).click();
  const { expires_at } = (await (await created).json()) as { expires_at: string };
  expect(Math.round((Date.parse(expires_at) - Date.now()) / 86_400_000)).toBe(30);
});

test("a key that could not be made keeps the form and says why", async ({ page }) => {
  await page.route("**/v1/_mneme/keys", (route) =>
    route.request().method() === "POST"
      ? route.fulfill({ status: 500, json: { detail: "no room" } })
      : route.fallback(),
  );
  await page.goto("/settings");
  await page.getByRole("button", { name: "New key" }).click();
  await page.getByLabel("Name", { exact: true }).fill("Kept");
  await page.getByRole("button", { name: "Create key" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "no room" })).toBeVisible();
  await expect(page.getByLabel("Name", { exact: true })).toHaveValue("Kept");
});

test("settings say where the data lies, which version this is and what leaves this machine", async ({
  page,
}) => {
  const server = (await (await page.request.get("/v1/_mneme/server")).json()) as {
    version: string;
    database: { data_dir: string };
  };
  await page.goto("/settings");
  const facts = page.getByRole("region", { name: "This server" });
  await expect(facts).toContainText(server.version);
  await expect(facts).toContainText(server.database.data_dir);
  await expect(facts).toContainText("This machine only, no key");
  await expect(page.getByRole("region", { name: "What leaves this machine" })).toContainText("Nothing.");
});

test("the theme is chosen here too, with the arrow keys", async ({ page }) => {
  await page.goto("/settings");
  await page.getByRole("radio", { name: "System" }).focus();
  await page.keyboard.press("ArrowLeft");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(page.getByRole("radio", { name: "Dark" })).toBeFocused();
});
