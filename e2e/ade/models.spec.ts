import { expect, test } from "@playwright/test";

test("the demo is listed as what it is, with its context window", async ({ page }) => {
  await page.goto("/models");
  const row = page.getByRole("row").filter({ hasText: "demo/rules-v1" });
  await expect(row).toContainText("Rules, not a language model");
  await expect(row).toContainText(/\d+k/);
});

test("a model is tested with a real call and says how long it took", async ({ page }) => {
  await page.goto("/models");
  const row = page.getByRole("row").filter({ hasText: "demo/rules-v1" });
  const call = page.waitForResponse("**/v1/_mneme/models/test");
  await row.getByRole("button", { name: "Test demo/rules-v1" }).click();
  expect(((await (await call).json()) as { ok: boolean }).ok).toBe(true);
  await expect(row.getByRole("status")).toContainText(/Answered in [\d.]+ m?s/);
});

test("a test that fails says why", async ({ page }) => {
  await page.route("**/v1/_mneme/models/test", (route) =>
    route.fulfill({
      json: {
        handle: "demo/rules-v1",
        ok: false,
        ms: 12,
        first_token_ms: null,
        text: "",
        error: { kind: "unauthorized", message: "The key was refused.", status: 401 },
      },
    }),
  );
  await page.goto("/models");
  await page.getByRole("button", { name: "Test demo/rules-v1" }).click();
  await expect(page.getByText("The key was refused.")).toBeVisible();
});

test("every provider that can be connected comes with the lines to do it, ready to copy", async ({
  page,
  context,
}) => {
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await page.goto("/models");
  const card = page.getByRole("listitem").filter({ hasText: "Anthropic" });
  await card.getByRole("button", { name: /^Copy the lines for Anthropic/ }).click();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toMatch(/^ANTHROPIC_API_KEY=/);
});

test("asking again asks every provider, and what became of each is shown", async ({ page }) => {
  const provider = (status: string, model_count: number) => ({
    name: "ollama",
    type: "ollama",
    category: "base",
    source: "probe",
    base_url: "http://127.0.0.1:11434",
    status,
    message: null,
    checked_at: new Date().toISOString(),
    model_count,
  });
  await page.route("**/v1/_mneme/providers", (route) =>
    route.fulfill({ json: { providers: [provider("unreachable", 0)], setup: [] } }),
  );
  await page.route("**/v1/_mneme/providers/refresh", (route) =>
    route.fulfill({ json: { providers: [provider("ok", 3)], setup: [] } }),
  );
  await page.goto("/models");
  await expect(page.getByText(/Looked for on this machine/)).toBeVisible();
  await page.getByRole("button", { name: "Check again" }).click();
  const row = page.getByRole("listitem").filter({ hasText: "Ollama" });
  await expect(row).toContainText("Connected");
  await expect(row).toContainText("3 models");
});

test("models that cannot be listed leave the providers on the page, and trying again brings them", async ({
  page,
}) => {
  await page.route("**/v1/models/", (route) => route.fulfill({ status: 500, json: { detail: "broken" } }));
  await page.goto("/models");
  await expect(page.getByText("Could not list the models")).toBeVisible({ timeout: 10_000 });
  await expect(page.getByText("Built-in embedder").first()).toBeVisible();
  await page.unroute("**/v1/models/");
  await page.getByRole("button", { name: "Try again" }).click();
  await expect(page.getByText("demo/rules-v1")).toBeVisible();
});
