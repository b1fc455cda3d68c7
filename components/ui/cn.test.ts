import { expect, test } from "vitest";
import { cn } from "./cn";

test.each([
  ["px-3 py-2", "p-4", "p-4"],
  ["h-8 px-3", "h-auto", "px-3 h-auto"],
  ["text-sm text-ink", "text-2xs", "text-ink text-2xs"],
  ["text-sm text-ink", "text-danger-text", "text-sm text-danger-text"],
  ["border border-line", "border-b-0 border-accent", "border border-b-0 border-accent"],
  ["rounded-lg", "rounded-none", "rounded-none"],
  ["animate-rise", "animate-fade", "animate-fade"],
  ["hover:bg-hover", "hover:bg-pressed", "hover:bg-pressed"],
  ["md:w-rail w-full", "w-64", "md:w-rail w-64"],
  ["flex overflow-hidden", "line-clamp-2", "line-clamp-2"],
])("of two classes that set the same property the later wins: %s + %s", (first, second, joined) => {
  expect(cn(first, second)).toBe(joined);
});

test("classes that set different properties stay, and so do those it does not know", () => {
  const classes = "flex items-center bg-[linear-gradient(red,blue)] bg-paper tabular-nums group";
  expect(cn(classes)).toBe(classes);
});
