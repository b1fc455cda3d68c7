import { expect, test } from "vitest";
import { intentOf } from "./shortcuts";

const press = (key: string, held: Partial<KeyboardEvent> = {}, target: unknown = null) =>
  ({ key, ctrlKey: false, metaKey: false, altKey: false, ...held, target }) as Parameters<typeof intentOf>[0];
const field = { closest: () => ({}) };
const idle = { isAfterG: false, areSingleKeysOn: true };

test("the palette opens with Control or Command, also while somebody types", () => {
  expect(intentOf(press("k", { ctrlKey: true }, field), idle)).toEqual({ type: "palette" });
  expect(intentOf(press("K", { metaKey: true }), idle)).toEqual({ type: "palette" });
  expect(intentOf(press("k"), idle)).toBeNull();
});

test("G and a letter lead to a page", () => {
  expect(intentOf(press("g"), idle)).toEqual({ type: "prefix" });
  expect(intentOf(press("r"), { ...idle, isAfterG: true })).toEqual({ type: "go", href: "/runs" });
  expect(intentOf(press("x"), { ...idle, isAfterG: true })).toBeNull();
});

// WCAG 2.1.4: a key without a modifier must not act while typing, and it can be switched off.
test("no key without a modifier acts while somebody types or when they are off", () => {
  for (const key of ["?", "g"]) {
    expect(intentOf(press(key, {}, field), idle)).toBeNull();
    expect(intentOf(press(key), { ...idle, areSingleKeysOn: false })).toBeNull();
  }
  expect(intentOf(press("?"), idle)).toEqual({ type: "shortcuts" });
  expect(intentOf(press("/", { ctrlKey: true }, field), { ...idle, areSingleKeysOn: false })).toEqual({
    type: "shortcuts",
  });
});
