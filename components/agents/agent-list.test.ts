import { expect, test } from "vitest";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { byName, listStateOf, sortedBy } from "./agent-list";

const stateOf = (query: string) => listStateOf(new URLSearchParams(query));

test("an address restores search, tags and order, and an unknown order is the usual one", () => {
  expect(stateOf("q=ada&tag=a&tag=b&sort=name&order=desc")).toEqual({
    search: "ada",
    tags: ["a", "b"],
    column: "name",
    order: "desc",
  });
  expect(stateOf("sort=colour&order=up")).toMatchObject({ column: "created", order: "desc" });
  expect(stateOf("sort=name").order).toBe("asc");
});

test("a column that is chosen again turns round, and the usual order leaves no trace in the address", () => {
  expect(sortedBy(stateOf(""), "name")).toEqual({ sort: "name", order: null });
  expect(sortedBy(stateOf("sort=name"), "name")).toEqual({ sort: "name", order: "desc" });
  expect(sortedBy(stateOf("sort=name&order=desc"), "created")).toEqual({ sort: null, order: null });
});

test("names are sorted as people count, without regard to case", () => {
  const agents = ["agent 10", "Ada", "agent 9", "zoe"].map((name) => ({ name }) as AgentState);
  expect(byName(agents, "asc").map(({ name }) => name)).toEqual(["Ada", "agent 9", "agent 10", "zoe"]);
  expect(byName(agents, "desc")[0].name).toBe("zoe");
});
