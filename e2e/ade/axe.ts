import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Each violation of WCAG 2.2 AA on the page with the element it was found on, so that a failure says what to mend. */
export async function violations(page: Page, within?: string): Promise<string[]> {
  await page.waitForFunction(endAnimations, undefined, { timeout: 15_000 });
  const axe = new AxeBuilder({ page }).withTags(rules);
  const { violations: found } = await (within ? axe.include(within) : axe).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${help}): ${target.join(" ")}`),
  );
}

/** Runs in the page: half-faded colours are not the ones that are read. Whether all came to their end; what waits does not. */
function endAnimations(): boolean {
  const isEndless = ({ effect }: Animation) =>
    effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY;
  const all = document.getAnimations();
  for (const one of all) if (!isEndless(one)) one.finish();
  return !all.some(isEndless);
}

/** Those of the page itself in one theme; the frame around it is checked apart. */
export async function violationsIn(page: Page, theme: "light" | "dark"): Promise<string[]> {
  await page.emulateMedia({ colorScheme: theme });
  return violations(page, "main");
}
