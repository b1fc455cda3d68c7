import { expect, test } from "vitest";
import { blocksQuery, filtersIn, hasFilters } from "./block-filters";

const query = (search: string) => blocksQuery(filtersIn(new URLSearchParams(search)));

test("a link without filters asks for everything", () => {
  expect(query("")).toEqual({});
  expect(hasFilters(filtersIn(new URLSearchParams("in=label")))).toBe(false);
});

test("the search goes where the link says, by default into the text", () => {
  expect(query("q= Ada ")).toEqual({ value_search: "Ada" });
  expect(query("q=human&in=label")).toEqual({ label_search: "human" });
  expect(query("q=who%20I%20am&in=description")).toEqual({ description_search: "who I am" });
});

test("a name that no block can have finds nothing instead of being refused", () => {
  expect(query("q=two%20words&in=label")).toBeNull();
});

test("use is told by the number of agents", () => {
  expect(query("use=shared")).toEqual({ connected_to_agents_count_gt: 1 });
  expect(query("use=single")).toEqual({ connected_to_agents_count_eq: [1] });
  expect(query("use=unused")).toEqual({ connected_to_agents_count_eq: [0] });
  expect(query("use=sometimes")).toEqual({});
});
