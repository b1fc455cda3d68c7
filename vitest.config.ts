import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: { alias: { "@": fileURLToPath(new URL(".", import.meta.url)).replace(/\/$/, "") } },
  // The first test of a file also opens its database, which takes seconds on a busy machine.
  test: {
    exclude: ["e2e/**", "**/node_modules/**", "dist/**", ".next/**"],
    testTimeout: 30_000,
    hookTimeout: 60_000,
  },
});
