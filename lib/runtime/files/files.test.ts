import { describe, expect, test } from "vitest";
import { chunkText } from "./chunk-text";
import { fileKind, mediaTypeOf } from "./file-types";
import { fileUnits } from "./file-units";
import { fileView, wholeFile } from "./file-view";

const countTokens = (text: string) => text.split(/\s+/).filter(Boolean).length;

describe("units", () => {
  test("of code are its lines as they stand, without blank ones", () => {
    expect(fileUnits("def f():\n\n    return 1  \r\n", "code")).toEqual(["def f():", "    return 1"]);
  });

  test("of plain text are stripped lines", () => {
    expect(fileUnits("  a \n\n\tb", "text")).toEqual(["a", "b"]);
  });

  test("of documentation are sentences; headings and items stand alone", () => {
    const text =
      "# Title\nFirst sentence goes\non here. Second one! e.g. not here.\n\n- An item\n- Another. One";
    expect(fileUnits(text, "documentation")).toEqual([
      "# Title",
      "First sentence goes on here.",
      "Second one! e.g. not here.",
      "- An item",
      "- Another.",
      "One",
    ]);
  });
});

test("an extension says more than the type a client sends", () => {
  expect(mediaTypeOf("application/octet-stream", "a.py")).toBe("text/x-python");
  expect(mediaTypeOf("", "Dockerfile")).toBe("text/x-dockerfile");
  expect(mediaTypeOf("image/png", "a.png")).toBeNull();
  expect(fileKind("notes.md", "text/plain")).toBe("documentation");
  expect(fileKind("a.html", "text/html")).toBe("code");
  expect(fileKind("no extension", "text/plain")).toBe("text");
});

test("a view of documentation counts sentences", () => {
  const view = fileView("One. Two. Three.", "documentation", { start: 2, end: 3 }, 1000);
  expect(view).toBe("[Viewing sentences 2 to 3 (out of 3 sentences)]\n2: Two.\n3: Three.");
});

test.each([20, 200, 1000])("a view never exceeds its limit of %i", (limit) => {
  const view = fileView("word ".repeat(1000), "text", wholeFile, limit);
  expect(view.length).toBe(limit);
});

describe("chunks", () => {
  const options = { kind: "text" as const, sizeTokens: 20, overlapTokens: 5, countTokens };

  test("fit their size, overlap, and together hold every word", () => {
    const words = Array.from({ length: 500 }, (_, i) => `w${i}`);
    const text = words.map((word, i) => (i % 7 === 6 ? `${word}.\n` : `${word} `)).join("");
    const chunks = [...chunkText(text, options)];
    for (const chunk of chunks) expect(countTokens(chunk)).toBeLessThanOrEqual(20);
    const seen = new Set(chunks.flatMap((chunk) => chunk.match(/w\d+/g) ?? []));
    expect(seen.size).toBe(words.length);
    expect(chunks.length).toBeLessThan(500 / 10);
  });

  test("of one endless word are cut anyway, never inside a character", () => {
    const chunks = [...chunkText("😀".repeat(3_000), { ...options, countTokens: (text) => text.length })];
    expect(chunks.length).toBeGreaterThan(100);
    expect(chunks.every((chunk) => chunk.isWellFormed())).toBe(true);
    expect(chunks.join("")).toBe("😀".repeat(3_000));
  });

  test("of documentation begin with their section", () => {
    const section = (name: string) => `# ${name}\n${"some words about it ".repeat(3)}\n`;
    const chunks = [...chunkText(section("A") + section("B"), { ...options, kind: "documentation" })];
    expect(chunks.map((chunk) => chunk.slice(0, 3))).toEqual(["# A", "# B"]);
  });

  // The server does nothing else meanwhile.
  test("of a sentence with a megabyte of space behind it take no time", () => {
    const startedMs = performance.now();
    const chunks = [...chunkText(`One.${" ".repeat(1_000_000)}Two.`, options)];
    expect(performance.now() - startedMs).toBeLessThan(2_000);
    expect(chunks.join(" ")).toMatch(/^One\..*Two\.$/s);
  });

  test("of nothing are none", () => {
    expect([...chunkText(" \n\n ", options)]).toEqual([]);
  });
});
