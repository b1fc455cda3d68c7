import type { Results } from "./main";
import type { Timing } from "./measure";

const ms = (value: number) => `${value.toFixed(value < 10 ? 1 : 0)} ms`;

/** The results as a person reads them. */
export function table(results: Results): string {
  const { machine, starts, operations, turns, load, memory, compaction, streams, histories } = results;
  const timings = (group: Record<string, Timing>) =>
    Object.entries(group).map(([name, { p50, p95, count }]) => [name, ms(p50), ms(p95), `${count}`]);
  return [
    "",
    `${machine.cores} cores (${machine.cpu}), ${machine.memoryGb} GB, Node ${machine.node}, embedded database`,
    "",
    rows([["", "p50", "p95", "n"], ...timings(operations), ...timings(turns)]),
    "",
    rows([
      ["turns by", "per second", "p50", "p95", "errors"],
      ...load.map((item) => [
        `${item.clients} clients`,
        item.perSecond.toFixed(1),
        ms(item.p50),
        ms(item.p95),
        `${item.errors}`,
      ]),
    ]),
    "",
    rows([
      ["a turn with a history of", "p50", "p95", "of the shortest"],
      ...histories.map(({ messages, p50, p95 }) => [
        `${messages.toLocaleString("en")} messages`,
        ms(p50),
        ms(p95),
        `${(p50 / histories[0].p50).toFixed(2)} ×`,
      ]),
    ]),
    "",
    rows([
      [`${streams.agents} agents streaming at once`, "p50", "p95"],
      ...(["firstFrame", "firstWord", "end"] as const).map((name) => [
        { firstFrame: "first frame", firstWord: "first word", end: "end" }[name],
        ms(streams[name].p50),
        ms(streams[name].p95),
      ]),
    ]),
    "",
    rows([
      [`compaction of ${compaction.turns} turns`, ms(compaction.p50)],
      ["first start", ms(starts.firstMs)],
      ["later starts", ms(starts.laterMs)],
      ["memory, idle", `${memory.idle ?? "?"} MB`],
      ["memory, after load", `${memory.afterLoad ?? "?"} MB`],
      [`memory, after ${streams.agents} streams`, `${memory.afterStreams ?? "?"} MB`],
    ]),
    "",
  ].join("\n");
}

/** Words to the left, numbers to the right. */
export function rows(cells: string[][]): string {
  const widths = cells[0].map((_, column) => Math.max(...cells.map((row) => row[column].length)));
  return cells
    .map(
      (row) =>
        `  ${row.map((cell, column) => (column === 0 ? cell.padEnd(widths[0]) : cell.padStart(widths[column]))).join("   ")}`,
    )
    .join("\n");
}
