import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { runStages } from "./run-stages.mjs";

const lines = [];

beforeEach(() => {
  lines.length = 0;
  vi.spyOn(console, "log").mockImplementation((line) => lines.push(line));
  vi.spyOn(console, "error").mockImplementation((line) => lines.push(line));
});

afterEach(() => vi.restoreAllMocks());

const stage = (run) => ({ title: "a stage", run: async (shared) => run(shared) });
const lastLine = () => lines.at(-1).trim();

test("the last line sums up all stages, and success is 0", async () => {
  const first = stage(() => ({ passed: 3, failed: 0 }));
  const second = stage(() => ({ passed: 4, failed: 0 }));
  expect(await runStages(Object.entries({ first, second }))).toBe(0);
  expect(lastLine()).toBe("7 passed, 0 failed");
});

test.each([
  ["fails", () => ({ passed: 2, failed: 1 }), "3 passed, 1 failed"],
  ["throws", () => Promise.reject(new Error("no disk")), "1 passed, 1 failed"],
  ["runs no test", () => ({ passed: 0, failed: 0 }), "1 passed, 1 failed"],
])("a stage that %s makes the whole fail, and the others still run", async (_, run, sum) => {
  const after = stage(() => ({ passed: 1, failed: 0 }));
  expect(await runStages(Object.entries({ bad: stage(run), after }))).toBe(1);
  expect(lastLine()).toBe(sum);
});

test("a skipped stage says why and is neither passed nor failed", async () => {
  const run = () => ({ skipped: "no Postgres" });
  expect(
    await runStages(Object.entries({ postgres: stage(run), types: stage(() => ({ passed: 1, failed: 0 })) })),
  ).toBe(0);
  expect(lines.join("\n")).toContain("skipped: no Postgres");
  expect(lastLine()).toBe("1 passed, 0 failed");
});

test("what stages started is stopped in the end", async () => {
  const stopped = vi.fn();
  const run = ({ cleanups }) => {
    cleanups.push(stopped);
    return { passed: 1, failed: 0 };
  };
  await runStages([["server", stage(run)]]);
  expect(stopped).toHaveBeenCalledOnce();
});
