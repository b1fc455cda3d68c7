import { expect, test } from "vitest";
import { z } from "zod";
import { datetime, orNull } from "@/lib/contract/common";
import { serializer } from "./serialize";

const cat = z.object({ kind: z.literal("cat").default("cat"), lives: z.int().default(9) });
const dog = z.object({ kind: z.literal("dog").default("dog"), owner: orNull(z.string()) });
const pet = z.discriminatedUnion("kind", [cat, dog]);

test("a tagged variant is chosen by its tag and filled like any object", () => {
  expect(serializer(z.array(pet))([{ kind: "dog", secret: 1 }, { kind: "cat" }])).toEqual([
    { kind: "dog", owner: null },
    { kind: "cat", lives: 9 },
  ]);
  expect(() => serializer(pet)({ kind: "cow" })).toThrow("no variant has this 'kind'");
});

test("an untagged variant is the first that fits", () => {
  const write = serializer(z.union([z.string(), z.array(z.int()), z.object({ a: z.int() })]));
  expect([write("x"), write([1]), write({ a: 1, b: 2 })]).toEqual(["x", [1], { a: 1 }]);
  expect(() => write({ a: "1" })).toThrow();
});

test("a strict schema drops unknown fields of an answer, a loose one keeps them", () => {
  expect(serializer(z.strictObject({ a: z.int() }))({ a: 1, b: 2 })).toEqual({ a: 1 });
  expect(serializer(z.looseObject({ a: z.int() }))({ a: 1, b: 2 })).toEqual({ a: 1, b: 2 });
});

test("a violation names the place, through lists, records and variants", () => {
  const write = serializer(z.object({ rows: z.array(z.record(z.string(), pet)) }));
  expect(() => write({ rows: [{ rex: { kind: "cat", lives: 1.5 } }] })).toThrow(
    "rows.0.rex.lives: number where integer is wanted",
  );
  expect(() => write({})).toThrow("rows: missing where array is wanted");
});

test("what the database returns becomes JSON: dates, big integers, missing nullable values", () => {
  const write = serializer(
    z.object({ at: datetime, ns: z.int(), note: z.string().nullable(), any: z.unknown() }),
  );
  expect(write({ at: new Date(0), ns: 1_700_000_000_000_000_000n })).toEqual({
    at: "1970-01-01T00:00:00.000Z",
    ns: 1_700_000_000_000_000_000,
    note: null,
    any: null,
  });
});

test("half a surrogate pair does not leave the server", () => {
  expect(serializer(z.string())("a\ud83db")).toBe("ab");
  expect(serializer(z.string())("a😀b")).toBe("a😀b");
});

test("every response of the contract can be serialised", async () => {
  const { contract } = await import("@/lib/contract/registry");
  for (const ops of Object.values(contract))
    for (const op of Object.values(ops)) expect(() => serializer(op.response)).not.toThrow();
});
