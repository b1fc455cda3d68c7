import { expect, type Page, test } from "@playwright/test";
import { messageBox, openAgent, openSettings } from "./support";

const pages = ["Agents", "Runs", "Blocks", "Tools", "Models", "Settings"];
const rail = (page: Page) => page.getByRole("navigation", { name: "Main" }).filter({ visible: true });
const heading = (page: Page, name: string) => page.getByRole("heading", { level: 1, name });

test("the rail leads to every page and marks the one that is shown", async ({ page }) => {
  await page.goto("/agents");
  for (const name of pages) {
    await rail(page).getByRole("link", { name }).click();
    await expect(heading(page, name)).toBeVisible();
    await expect(rail(page).getByRole("link", { name })).toHaveAttribute("aria-current", "page");
  }
  await expect(rail(page).locator("[aria-current]")).toHaveCount(1);
});

test("on a phone every page is one tap away and none scrolls sideways", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  await page.goto("/agents");
  for (const name of pages) {
    await rail(page).getByRole("link", { name }).click();
    await expect(heading(page, name)).toBeVisible();
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  }
});

test("G and a letter lead to a page, and question mark shows every shortcut", async ({ page }) => {
  await page.goto("/agents");
  await expect(heading(page, "Agents")).toBeVisible();
  await page.keyboard.press("g");
  await page.keyboard.press("m");
  await expect(heading(page, "Models")).toBeVisible();
  await page.keyboard.press("?");
  const sheet = page.getByRole("dialog", { name: "Keyboard shortcuts" });
  await expect(sheet.getByText("Show or hide the configuration")).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(sheet).toBeHidden();
});

// WCAG 2.1.4: keys without a modifier must not act while typing, and can be switched off.
test("keys without a modifier do nothing while typing and can be switched off", async ({ page }) => {
  await page.goto("/agents");
  await openAgent(page);
  await messageBox(page).pressSequentially("g?s");
  await expect(messageBox(page)).toHaveValue("g?s");
  await expect(page.getByRole("dialog")).toHaveCount(0);
  await openSettings(page);
  await page.keyboard.press("Control+/");
  await page.getByRole("checkbox", { name: /Shortcuts without a modifier/ }).uncheck();
  await page.keyboard.press("Escape");
  await openSettings(page);
  await page.keyboard.press("?");
  await page.keyboard.press("Control+/");
  await expect(page.getByRole("dialog", { name: "Keyboard shortcuts" })).toHaveCount(1);
  await expect(page.getByRole("checkbox", { name: /Shortcuts without a modifier/ })).not.toBeChecked();
});

test("the side panes of the workspace open and close by key", async ({ page }) => {
  await page.setViewportSize({ width: 1440, height: 900 });
  await openAgent(page);
  const memory = page.getByRole("region", { name: "Memory", exact: true });
  const configuration = page.getByRole("region", { name: "Configuration", exact: true });
  await page.keyboard.press("Control+j");
  await expect(memory).toBeHidden();
  await page.keyboard.press("Control+b");
  await expect(configuration).toBeHidden();
  await page.keyboard.press("Control+j");
  await page.keyboard.press("Control+b");
  await expect(memory).toBeVisible();
  await expect(configuration).toBeVisible();
});

test("the status line says which server this is, its version, its database and what it thinks with", async ({
  page,
}) => {
  await page.goto("/agents");
  const { version } = (await (await page.request.get("/v1/_mneme/server")).json()) as { version: string };
  const line = page.getByRole("contentinfo");
  await expect(line).toContainText(new URL(page.url()).host);
  await expect(line).toContainText(`Version ${version}`);
  await expect(line).toContainText("Embedded database");
  await expect(line.getByRole("link")).toHaveText("Demo model only: rules, not a language model");
  await line.getByRole("link").click();
  await expect(heading(page, "Models")).toBeVisible();
});

test("a server that goes away is said, and so is that it is back", async ({ page }) => {
  await page.clock.install();
  await page.goto("/models");
  const status = page.getByRole("contentinfo").getByRole("status");
  await expect(status).toHaveText("Connected");
  await page.route("**/v1/_mneme/server", (route) => route.abort());
  await page.clock.runFor(31_000);
  await expect(status).toHaveText("Server not reachable, trying again");
  await page.unroute("**/v1/_mneme/server");
  await page.clock.runFor(4_000);
  await expect(status).toHaveText("Connected");
});

test("a server that asks for a key gets it, and a wrong key is said to be wrong", async ({ page }) => {
  const refuseStrangers: Parameters<Page["route"]>[1] = (route) =>
    route.request().headers().authorization === "Bearer right-key"
      ? route.fallback()
      : route.fulfill({ status: 401, json: { detail: "Unauthorized" } });
  await page.route("**/v1/**", refuseStrangers);
  await page.goto("/settings");
  await expect(heading(page, "This server asks for a key")).toBeVisible();
  await page.getByLabel("Key", { exact: true }).fill("wrong-key");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(page.getByText("The server does not know this key")).toBeVisible();
  await page.getByLabel("Key", { exact: true }).fill("right-key");
  await page.getByRole("button", { name: "Continue" }).click();
  await expect(heading(page, "Settings")).toBeVisible();
  await page.reload();
  await expect(heading(page, "Settings")).toBeVisible();
});

test("a menu works by keyboard alone and gives the focus back", async ({ page }) => {
  await page.goto("/settings");
  const trigger = page.getByRole("button", { name: "Theme" });
  await trigger.focus();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByRole("menuitemradio", { name: "Light" })).toBeFocused();
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("menuitemradio", { name: "System" })).toBeFocused();
  await page.keyboard.press("d");
  await expect(page.getByRole("menuitemradio", { name: "Dark" })).toBeFocused();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("menu")).toHaveCount(0);
  await expect(trigger).toBeFocused();
  await page.keyboard.press("Enter");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
  await expect(trigger).toBeFocused();
});

test("a control says its name when it is pointed at, and stops with Escape", async ({ page }) => {
  await openSettings(page);
  await page.getByRole("button", { name: "Find anything" }).hover();
  await expect(page.getByRole("tooltip", { name: "Find anything" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(page.getByRole("tooltip")).toHaveCount(0);
});

test("a panel that breaks says so in its place and the others go on", async ({ page }) => {
  // Not what the contract promises: the panel cannot show it.
  await page.route("**/v1/_mneme/keys*", (route) => route.fulfill({ json: { not: "a list" } }));
  await page.goto("/settings");
  await expect(page.getByText("Keys could not be shown")).toBeVisible();
  await expect(page.getByRole("heading", { name: "This server" })).toBeVisible();
  await page.unroute("**/v1/_mneme/keys*");
  await page.reload();
  await expect(page.getByRole("button", { name: "New key" })).toBeVisible();
});
