import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";

/** Each folder names the folders it may import. The list is the architecture; this test keeps it true. */
const mayImport: Record<string, string[]> = {
  "lib/shared": [],
  "lib/contract": ["lib/shared"],
  "lib/runtime": ["lib/shared"],
  "lib/domain": ["lib/shared", "lib/contract", "lib/runtime", "lib/generated/prisma"],
  "lib/adapters": ["lib/shared", "lib/runtime", "lib/generated/prisma"],
  "lib/api": ["lib/shared", "lib/contract", "lib/domain"],
  components: ["lib/contract"],
  app: ["components", "lib/contract", "lib/server"],
};

/** Packages that a folder must not know; the pages that use them would carry them to the browser, or bind us to them. */
const mustNotImport: Record<string, RegExp> = {
  "lib/shared": /./,
  "lib/contract": /^(?!zod$)/,
  "lib/runtime": /./,
  "lib/domain": /^(next|ai|@ai-sdk\/|react|pg$|hono)/,
  "lib/api": /^(next|ai$|@ai-sdk\/|@prisma|react|pg$)/,
  components: /^(node:|@prisma|pg$|ai$|@ai-sdk\/)/,
};

const isTest = (file: string) => /\.test\.tsx?$|\.contract\.ts$|(^|\/)testing(\/|\.ts$)/.test(file);

const files = (folder: string): string[] =>
  readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    if (entry.isDirectory()) return ["generated", "node_modules"].includes(entry.name) ? [] : files(path);
    return /\.tsx?$/.test(entry.name) ? [path] : [];
  });

const code = (folder: string) => files(folder).filter((file) => !isTest(file));

/** What a file imports: of ours with its path from the root, of others by name. */
function importsOf(file: string): string[] {
  const text = readFileSync(file, "utf8");
  return [...text.matchAll(/(?:from|import)\s*\(?\s*"([^"\n]+)"/g)].map(([, target]) => {
    if (target.startsWith("@/")) return target.slice(2);
    return target.startsWith(".") ? join(file, "..", target) : target;
  });
}

const isOurs = (target: string) => /^(lib|components|app|e2e|bench|scripts|prisma)(\/|$)/.test(target);
const isInside = (target: string, folder: string) => target === folder || target.startsWith(`${folder}/`);
const broken = (found: [string, string][]) => found.map(([file, target]) => `${file} -> ${target}`);

const edges = (folder: string) =>
  code(folder).flatMap((file) => importsOf(file).map((target): [string, string] => [file, target]));

test.each(Object.entries(mayImport))("%s imports only what it may", (folder, allowed) => {
  const wrong = edges(folder).filter(
    ([, target]) => isOurs(target) && ![folder, ...allowed].some((ok) => isInside(target, ok)),
  );
  expect(broken(wrong)).toEqual([]);
});

test.each(Object.entries(mustNotImport))("%s knows no package that it must not", (folder, forbidden) => {
  const wrong = edges(folder).filter(([, target]) => !isOurs(target) && forbidden.test(target));
  expect(broken(wrong)).toEqual([]);
});

test("only the API's entry in Next, server.ts and scripts plug the server together", () => {
  const wrong = ["app", "components", "lib"]
    .flatMap(edges)
    .filter(
      ([file, target]) =>
        isInside(target, "lib/server") && !isInside(file, "lib/server") && !isInside(file, "app/v1"),
    );
  expect(broken(wrong)).toEqual([]);
});

test("primitives of the ADE know no feature", () => {
  const wrong = edges("components/ui").filter(
    ([, target]) => isOurs(target) && !isInside(target, "components/ui"),
  );
  expect(broken(wrong)).toEqual([]);
});

// A clock or a die in the runtime would make its tests guess.
test("the runtime asks its ports for the time and for chance", () => {
  const wrong = code("lib/runtime").filter((file) =>
    /Date\.now\(\)|new Date\(\)|Math\.random\(\)|randomUUID/.test(readFileSync(file, "utf8")),
  );
  expect(wrong).toEqual([]);
});

// One place reads the environment, so one page can document it.
test("process.env is read where the process starts, and nowhere else", () => {
  const mayRead = ["lib/server/container.ts"];
  const wrong = ["app", "components", "lib"]
    .flatMap(code)
    .filter((file) => readFileSync(file, "utf8").includes("process.env") && !mayRead.includes(file));
  expect(wrong).toEqual([]);
});

test("a file fits a few screens", () => {
  const isData = (file: string) => isInside(file, "lib/contract");
  const long = ["app", "components", "lib", "e2e", "bench", "scripts"]
    .flatMap(code)
    .filter((file) => !isData(file))
    .map((file) => [file, readFileSync(file, "utf8").split("\n").length] as const)
    .filter(([, lines]) => lines > 400);
  expect(long).toEqual([]);
});
