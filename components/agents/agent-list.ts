import type { AgentState } from "@/lib/contract/agents/schemas";

export type Column = "name" | "last_run" | "created";
export type Order = "asc" | "desc";

/** What a link to the list restores. */
export interface AgentListState {
  search: string;
  tags: string[];
  column: Column;
  order: Order;
}

const columns: Column[] = ["name", "last_run", "created"];
const firstOrder: Record<Column, Order> = { name: "asc", last_run: "desc", created: "desc" };

export function listStateOf(params: URLSearchParams): AgentListState {
  const column = columns.find((one) => one === params.get("sort")) ?? "created";
  const order = params.get("order");
  return {
    search: params.get("q") ?? "",
    tags: params.getAll("tag"),
    column,
    order: order === "asc" || order === "desc" ? order : firstOrder[column],
  };
}

/** A column that is chosen begins as readers expect it; chosen again it turns round. */
export function sortedBy(
  { column, order }: AgentListState,
  next: Column,
): { sort: string | null; order: string | null } {
  const isSame = column === next;
  const nextOrder = isSame ? (order === "asc" ? "desc" : "asc") : firstOrder[next];
  return {
    sort: next === "created" ? null : next,
    order: nextOrder === firstOrder[next] ? null : nextOrder,
  };
}

export const isFiltered = ({ search, tags }: AgentListState) => search !== "" || tags.length > 0;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

/** The API sorts by times only, so names are sorted here, over the whole list. */
export function byName(agents: AgentState[], order: Order): AgentState[] {
  const sign = order === "asc" ? 1 : -1;
  return [...agents].sort((a, b) => sign * collator.compare(a.name, b.name));
}
