import { expect, test } from "vitest";
import { filtersIn, hasFilters, runsQuery } from "./run-filters";

const now = Date.parse("2026-03-10T12:00:00Z");
const query = (search: string) => runsQuery(filtersIn(new URLSearchParams(search)), now);

test("a link without filters asks for everything", () => {
  expect(query("")).toEqual({});
  expect(hasFilters(filtersIn(new URLSearchParams("x=1")))).toBe(false);
});

test("all filters of a link reach the API", () => {
  expect(query("agent=agent-1&state=failed&stop=llm_api_error&since=24h")).toEqual({
    agent_id: "agent-1",
    statuses: ["failed"],
    stop_reason: "llm_api_error",
    start_date: "2026-03-09T12:00:00.000Z",
  });
});

test("running means queued too", () => {
  expect(query("state=active")).toEqual({ statuses: ["created", "running"] });
});

test("a range holds its first and its last day whole, in the reader's zone", () => {
  const { start_date = "", end_date = "" } = query("since=range&from=2026-03-01&to=2026-03-02");
  expect(new Date(start_date).toLocaleString("sv")).toBe("2026-03-01 00:00:00");
  expect(new Date(end_date).toLocaleString("sv")).toBe("2026-03-02 23:59:59");
});

test("values that no filter has are left alone", () => {
  expect(query("state=sleeping&stop=whim&since=ever&from=tomorrow")).toEqual({});
});
