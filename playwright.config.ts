import { existsSync } from "node:fs";
import { defineConfig } from "@playwright/test";

// Workers load this file again; the environment hands them the ports that the first one chose.
process.env.E2E_BROWSER_PORT ??= String(20_000 + 3 * Math.floor(Math.random() * 10_000));
const port = Number(process.env.E2E_BROWSER_PORT);

const debianChromium = "/usr/bin/chromium";
const executablePath = process.env.CHROMIUM_PATH || (existsSync(debianChromium) ? debianChromium : undefined);

/** Off is whatever a browser does on its own: updates, look-ups, a sandbox that needs rights it may not have here. */
const args = [
  "--no-sandbox",
  "--disable-gpu",
  "--disable-quic",
  "--no-first-run",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-sync",
];

const serve = (port: number, ...words: string[]) => ({
  command: [`"${process.execPath}"`, "--import tsx e2e/support/serve.ts", `--port ${port}`, ...words].join(
    " ",
  ),
  url: `http://127.0.0.1:${port}/v1/health/`,
  timeout: 120_000,
  gracefulShutdown: { signal: "SIGTERM" as const, timeout: 15_000 },
});

/** One test at a time on a server: a journey may look at all that its server has. */
const project = (name: string, port: number, files: { testMatch?: string[]; testIgnore?: string[] }) => ({
  name,
  workers: 1,
  use: { baseURL: `http://127.0.0.1:${port}` },
  ...files,
});

const pages = ["a11y", "errors", "models", "palette", "settings", "shell", "tools"].map(
  (name) => `**/${name}.spec.ts`,
);
const scripted = ["**/*.scripted.spec.ts"];

/** Journeys against built servers: two with the demo model, and one with a provider (`*.scripted.spec.ts`). */
export default defineConfig({
  testDir: "e2e/ade",
  outputDir: "test-results",
  timeout: 60_000,
  expect: { timeout: 10_000 },
  workers: 2,
  // A machine that is short of breath now and then; what fails twice is wrong. Those that passed late are listed as flaky.
  retries: 1,
  forbidOnly: Boolean(process.env.CI),
  // To record a trace takes as long as the journey itself.
  use: { trace: "on-first-retry", screenshot: "only-on-failure", launchOptions: { executablePath, args } },
  projects: [
    project("journeys", port, { testIgnore: [...pages, ...scripted] }),
    project("pages", port + 1, { testMatch: pages }),
    project("scripted", port + 2, { testMatch: scripted }),
  ],
  webServer: [serve(port), serve(port + 1), serve(port + 2, "--scripted")],
});
