export type SearchIn = "value" | "label" | "description";
export type UseFilter = "shared" | "single" | "unused";

/** What a list of blocks is narrowed to; each is one parameter of the address. */
export interface BlockFilters {
  search: string;
  searchIn: SearchIn;
  use: UseFilter | null;
}

export const searchInOptions: { value: SearchIn; label: string }[] = [
  { value: "value", label: "In the text" },
  { value: "label", label: "In the name" },
  { value: "description", label: "In the description" },
];

export const useOptions: { value: UseFilter; label: string }[] = [
  { value: "shared", label: "Shared by several agents" },
  { value: "single", label: "Of one agent" },
  { value: "unused", label: "Not in use" },
];

export function filtersIn(params: Pick<URLSearchParams, "get">): BlockFilters {
  return {
    search: params.get("q")?.trim() ?? "",
    searchIn: searchInOptions.find(({ value }) => value === params.get("in"))?.value ?? "value",
    use: useOptions.find(({ value }) => value === params.get("use"))?.value ?? null,
  };
}

export const hasFilters = ({ search, use }: BlockFilters) => search !== "" || use !== null;

/** Null for a search that no block can fit: labels are made of a few characters only, and the API refuses others. */
export function blocksQuery({ search, searchIn, use }: BlockFilters) {
  const text = search.slice(0, searchIn === "label" ? 50 : 200);
  if (text && searchIn === "label" && !/^[a-zA-Z0-9_/-]+$/.test(text)) return null;
  return {
    ...(text && searchIn === "value" && { value_search: text }),
    ...(text && searchIn === "label" && { label_search: text }),
    ...(text && searchIn === "description" && { description_search: text }),
    ...(use === "shared" && { connected_to_agents_count_gt: 1 }),
    ...(use === "single" && { connected_to_agents_count_eq: [1] }),
    ...(use === "unused" && { connected_to_agents_count_eq: [0] }),
  };
}
