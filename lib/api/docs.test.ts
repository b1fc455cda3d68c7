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
  let readings = 0;
  const counted = new Proxy(contract, {
    ownKeys(target) {
      readings += 1;
      return Reflect.ownKeys(target);
    },
  });
  const answer = openapiEndpoint(counted, "1.2.3");
  const first = await answer().json();
  const operations = Object.values(contract).flatMap((resource) => Object.keys(resource));
  expect(Object.values(first.paths).flatMap((item) => Object.keys(item as object))).toHaveLength(
    operations.length,
  );
  expect(first.info.version).toBe("1.2.3");
  const afterFirst = readings;
  await answer().text();
  expect(readings).toBe(afterFirst);
});
