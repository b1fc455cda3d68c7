import { expect, test } from "vitest";
import { contract } from "@/lib/contract/registry";
import { routes } from "./routes";

const listed = Object.entries(routes).flatMap(([resource, operations]) =>
  Object.entries(operations).map(([name, { method, path }]) => ({ resource, name, method, path })),
);

// The browser does not ship the contract; without this its calls could drift from it unseen.
test.each(listed)("$resource.$name is where the contract says", ({ resource, name, method, path }) => {
  const operations = contract[resource as keyof typeof contract] as Record<
    string,
    { method: string; path: string }
  >;
  expect({ method, path }).toEqual({ method: operations[name].method, path: operations[name].path });
});
