import { existsSync } from "node:fs";
import { expect, test } from "vitest";
import { contract } from "@/lib/contract/registry";
import { docsPage, docsPaths, docsScriptFile, openapiEndpoint } from "./docs";

test("the reference page loads its script and the document from this server only", async () => {
  const page = docsPage();
  const html = await page.text();
  expect(html).toContain(`data-url="${docsPaths.document}"`);
  expect(html).toContain(`src="${docsPaths.script}"`);
  expect(html).not.toMatch(/https?:\/\//);
  expect(page.headers.get("content-security-policy")).toContain("connect-src 'self'");
  expect(existsSync(docsScriptFile())).toBe(true);
});

test("the document holds all operations and is built once", async () => {
  const answer = openapiEndpoint(contract, "1.2.3");
  const first = await answer().json();
  expect(Object.values(first.paths).flatMap((item) => Object.keys(item as object))).toHaveLength(302);
  expect(first.info.version).toBe("1.2.3");
  const started = performance.now();
  await answer().text();
  expect(performance.now() - started).toBeLessThan(100);
});
