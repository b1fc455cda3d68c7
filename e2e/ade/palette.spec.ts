import { expect, type Page, test } from "@playwright/test";
import { openAgent } from "./support";

const box = (page: Page) => page.getByRole("combobox", { name: /^Find an agent/ });
const option = (page: Page, name: string | RegExp) => page.getByRole("option", { name });
const mark = () => Date.now().toString(36);

async function openPalette(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.keyboard.press("Control+k");
  await expect(box(page)).toBeFocused();
}

test("an agent is found by its name and opened without touching the mouse", async ({ page }) => {
  const name = `Palette ${mark()}`;
  const id = await openAgent(page, name);
  await page.goto("/settings");
  await openPalette(page);
  await page.keyboard.type(name.toLowerCase());
  await expect(option(page, name)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/agents/${id}$`));
});

test("a block is found by what it says", async ({ page }) => {
  const secret = `lighthouse ${mark()}`;
  const answer = await page.request.post("/v1/blocks/", {
    data: { label: "places", value: `The ${secret}` },
  });
  const { id } = (await answer.json()) as { id: string };
  await page.goto("/agents");
  await openPalette(page);
  await page.keyboard.type(secret);
  await expect(option(page, /places.*lighthouse/)).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`/blocks.*${id}`));
});

test("pages and actions are chosen with the arrow keys", async ({ page }) => {
  await page.goto("/agents");
  await openPalette(page);
  await page.keyboard.type("settings");
  await expect(option(page, /^Settings/)).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(/\/settings$/);
  await openPalette(page);
  await page.keyboard.type("theme");
  await expect(option(page, "Light theme")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("ArrowDown");
  await expect(option(page, "Dark theme")).toHaveAttribute("aria-selected", "true");
  await page.keyboard.press("Enter");
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("a new agent begins from the palette with the starter that was chosen", async ({ page }) => {
  await page.goto("/models");
  await openPalette(page);
  await page.keyboard.type("new researcher");
  await page.keyboard.press("Enter");
  const dialog = page.getByRole("dialog", { name: "New agent" });
  await expect(dialog.getByRole("radio", { name: "Researcher" })).toBeChecked();
});

test("Escape closes the palette and the focus is back where it was", async ({ page }) => {
  await page.goto("/settings");
  const before = page.getByRole("radio", { name: "Light" });
  await before.focus();
  await openPalette(page);
  await page.keyboard.press("Escape");
  await expect(box(page)).toBeHidden();
  await expect(
    page.getByRole("radiogroup", { name: "Theme" }).getByRole("radio", { name: "Light" }),
  ).toBeFocused();
});

test("nothing found is said in words", async ({ page }) => {
  await page.goto("/agents");
  await openPalette(page);
  await page.keyboard.type("zzqxv zzqxv");
  await expect(page.getByText("Nothing answers to “zzqxv zzqxv”.")).toBeVisible();
});
