import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests against the built server: each worker starts one for all of its files, and some files start their own. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e/contract/**/*.test.ts", "e2e/kill/**/*.test.ts"],
    isolate: false,
    // A port that was asked for is had by one server at a time.
    maxWorkers: process.env.E2E_PORT ? 1 : availableParallelism(),
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
