import { expect, test } from "vitest";
import { markdownBlocks } from "./markdown-blocks";
import { markdownInline } from "./markdown-inline";

test("the blocks that models write are told apart", () => {
  const source =
    "# Title\nHello\nworld\n\n- one\n- two\n  more\n\n2. a\n3. b\n\n> said\n\n```ts\nlet x\n\n- no list\n```\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\n---";
  expect(markdownBlocks(source)).toEqual([
    { type: "heading", level: 1, text: "Title" },
    { type: "paragraph", text: "Hello\nworld" },
    { type: "list", isOrdered: false, start: 1, items: ["one", "two\nmore"] },
    { type: "list", isOrdered: true, start: 2, items: ["a", "b"] },
    { type: "quote", text: "said" },
    { type: "code", language: "ts", text: "let x\n\n- no list" },
    { type: "table", head: ["a", "b"], rows: [["1", "2"]] },
    { type: "rule" },
  ]);
});

// Finished blocks are not rendered again while the answer streams; that holds only if their content never changes.
test("while text grows, only its last block changes", () => {
  const source =
    "First *part*.\n\n```js\nconst a = 1;\n\nconst b = 2;\n```\n\nThen:\n\n1. one\n2. two\n\nEnd.";
  let before = markdownBlocks("");
  for (let length = 1; length <= source.length; length++) {
    const after = markdownBlocks(source.slice(0, length));
    expect(before.slice(0, after.length - 1)).toEqual(after.slice(0, -1));
    before = after;
  }
});

test("emphasis, code and links are found, and what is not closed stays text", () => {
  expect(markdownInline("a **b `c`** _d_ snake_case_name 2 * 3 * 4 **open")).toEqual([
    { type: "text", text: "a " },
    {
      type: "strong",
      children: [
        { type: "text", text: "b " },
        { type: "code", text: "c" },
      ],
    },
    { type: "text", text: " " },
    { type: "em", children: [{ type: "text", text: "d" }] },
    { type: "text", text: " snake_case_name 2 * 3 * 4 **open" },
  ]);
});

test("only web and mail addresses become links", () => {
  const links = markdownInline(
    "[a](https://a.example) https://b.example/x. [c](javascript:alert(1)) [d](/local)",
  );
  expect(links.flatMap((part) => (part.type === "link" ? [part.href] : []))).toEqual([
    "https://a.example",
    "https://b.example/x",
  ]);
});

test("any text survives: nothing but marks is lost", () => {
  const textOf = (parts: ReturnType<typeof markdownInline>): string =>
    parts.map((part) => ("text" in part ? part.text : textOf(part.children))).join("");
  const source = "Ünïcode `x` **bold *and* more** ~~gone~~ ** __ `` [ ]( ) *";
  expect(textOf(markdownInline(source))).toBe("Ünïcode x bold and more gone ** __ `` [ ]( ) *");
});
