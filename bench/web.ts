// npm run bench:web: how much script each page loads and how soon it answers, in a real browser against the built server
// with the demo model. Prints tables and writes bench/results/web.json. `-- --quick` measures once instead of five times.
// Ends with an error when a page loads more than its budget.
import { mkdirSync, writeFileSync } from "node:fs";
import { type RunningServer, startServer } from "../e2e/support/server";
import { apiOf } from "./api";
import { fillHistories } from "./history";
import { openBrowser } from "./web/browser";
import { measureInteractions, measureScroll, measureStream } from "./web/interactions";
import { measurePage, type PageSize, type Target } from "./web/pages";
import { webTables } from "./web/tables";

const isQuick = process.argv.includes("--quick");
const rounds = isQuick ? 1 : 5;
const turns = 20;
/** Of the conversation that is scrolled, beside those of its turns. */
const messages = isQuick ? 1_000 : 10_000;
const budgetKb = 250;
const MODEL = "demo/rules-v1";

const targets = (agentId: string): Target[] => [
  { page: "Agents", path: "/agents", usable: "table" },
  { page: "Workspace", path: `/agents/${agentId}`, usable: 'textarea[aria-label^="Message to"]' },
  { page: "Runs", path: "/runs", usable: "table" },
  { page: "Blocks", path: "/blocks", usable: "main h1" },
  { page: "Tools", path: "/tools", usable: "main h1" },
  { page: "Models", path: "/models", usable: "#connect" },
  { page: "Settings", path: "/settings", usable: "dl" },
];

export type WebResults = Awaited<ReturnType<typeof measure>>;

const server = await startServer();
const browser = await openBrowser();
try {
  const results = await measure(server);
  mkdirSync("bench/results", { recursive: true });
  writeFileSync("bench/results/web.json", `${JSON.stringify(results, null, 2)}\n`);
  console.log(webTables(results));
  const over = results.pages.filter(({ firstKb }) => firstKb > budgetKb);
  for (const { page, firstKb } of over)
    console.error(`${page} loads ${firstKb.toFixed(1)} kB of script at first; the budget is ${budgetKb} kB.`);
  process.exitCode = over.length > 0 ? 1 : 0;
} finally {
  await browser.close();
  await server.stop();
}

async function measure({ url, dataDir }: RunningServer) {
  const api = apiOf(url);
  const { id } = await api.createAgent(MODEL);
  const { id: talker } = await api.createAgent(MODEL);
  for (let turn = 0; turn < turns; turn++) await api.send(talker, `Turn number ${turn}`);
  await fillHistories(dataDir, [{ id: talker, messages }]);
  const pages: PageSize[] = [];
  for (const target of targets(talker)) pages.push(await measurePage(browser, url, target, rounds));
  return {
    date: new Date().toISOString(),
    budgetKb,
    pages,
    interactions: await measureInteractions(browser, url, id, rounds),
    stream: await measureStream(browser, url, id),
    scroll: await measureScroll(browser, url, talker),
  };
}
