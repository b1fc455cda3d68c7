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

for (const theme of ["light", "dark"] as const)
  for (const width of [1440, 390])
    for (const { name, open } of visits)
      test(`${name}: no violation, and a picture (${theme}, ${width} px)`, async ({ page }) => {
        await page.emulateMedia({ colorScheme: theme });
        await page.setViewportSize({ width, height: 900 });
        await open(page);
        const found = await violations(page);
        await page.screenshot({ path: picture(name, theme, width) });
        expect(found).toEqual([]);
      });
