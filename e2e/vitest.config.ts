import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

/** Tests against the built server: one file at a time, for each starts a server of its own. */
export default defineConfig({
  root: fileURLToPath(new URL("..", import.meta.url)),
  resolve: { alias: { "@": fileURLToPath(new URL("..", import.meta.url)).replace(/\/$/, "") } },
  test: {
    include: ["e2e/contract/**/*.test.ts", "e2e/kill/**/*.test.ts"],
    fileParallelism: false,
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
