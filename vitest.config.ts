import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  // The first test of a file also opens its database, which takes seconds on a busy machine.
  test: {
    // Files share a process, its modules and its database, which each finds empty: to load and open them afresh for every
    // file takes twice as long as all tests. What a test changes of the process it puts back.
    isolate: false,
    setupFiles: ["lib/testing/empty-database.ts"],
    maxWorkers: availableParallelism(),
    exclude: ["e2e/**", "**/node_modules/**", "dist/**", ".next/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
