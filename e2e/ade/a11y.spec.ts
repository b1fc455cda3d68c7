import { expect, test } from "@playwright/test";
import { violations } from "./axe";
import { visits } from "./visits";

/** Kept of every run, for looking through: `artifacts/pictures`. */
const picture = (name: string, theme: string, width: number) =>
  `artifacts/pictures/${name.replace(/\W+/g, "-").replace(/^-|-$/g, "")}-${theme}-${width}.png`;

test.beforeAll(async ({ request }) => {
  await request.post("/v1/agents/", {
    data: { name: "Tagged", model: "demo/rules-v1", tags: ["home", "night"], memory_blocks: [] },
  });
});

// A theme is only colours, so it changes in place; what depends on the width is decided when a page opens.
for (const width of [1440, 390])
  for (const { name, open } of visits)
    test(`${name}: no violation in either theme, and a picture of each (${width} px)`, async ({ page }) => {
      await page.setViewportSize({ width, height: 900 });
      await page.emulateMedia({ colorScheme: "light" });
      await open(page);
      for (const theme of ["light", "dark"] as const) {
        await page.emulateMedia({ colorScheme: theme });
        const found = await violations(page);
        await page.screenshot({ path: picture(name, theme, width) });
        expect.soft(found, theme).toEqual([]);
      }
    });
