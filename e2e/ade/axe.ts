import AxeBuilder from "@axe-core/playwright";
import type { Page } from "@playwright/test";

const rules = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** Each violation of WCAG 2.2 AA on the page with the element it was found on, so that a failure says what to mend. */
export async function violations(page: Page, within?: string): Promise<string[]> {
  // Half-faded colours are not the ones that are read.
  await page.evaluate(() =>
    Promise.all(document.getAnimations().map((one) => one.finished.catch(() => null))),
  );
  const axe = new AxeBuilder({ page }).withTags(rules);
  const { violations: found } = await (within ? axe.include(within) : axe).analyze();
  return found.flatMap(({ id, help, nodes }) =>
    nodes.map(({ target }) => `${id} (${help}): ${target.join(" ")}`),
  );
}

/** Those of the page itself in one theme; the frame around it is checked apart. */
export async function violationsIn(page: Page, theme: "light" | "dark"): Promise<string[]> {
  await page.emulateMedia({ colorScheme: theme });
  return violations(page, "main");
}
