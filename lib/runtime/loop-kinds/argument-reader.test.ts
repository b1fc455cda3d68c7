import { describe, expect, test } from "vitest";
import { seeded } from "../testing/histories";
import { ArgumentReader } from "./argument-reader";

const watched = new Set(["thinking", "message"]);

/** Reads the pieces of a text, and joins what was read of each argument. */
function read(...pieces: string[]): Record<string, string> {
  const reader = new ArgumentReader(watched);
  const found: Record<string, string> = {};
  for (const { name, text } of pieces.flatMap((piece) => reader.read(piece)))
    found[name ?? "rest"] = (found[name ?? "rest"] ?? "") + text;
  return found;
}

test("a watched argument is told as text while it arrives, the others as the JSON of an object", () => {
  const reader = new ArgumentReader(watched);
  expect(reader.read('{"think')).toEqual([]);
  expect(reader.read('ing": "They ')).toEqual([{ name: "thinking", text: "They " }]);
  expect(reader.read('greet.", "sides')).toEqual([{ name: "thinking", text: "greet." }]);
  expect(reader.read('": 6, "list": [1, {"a": "}"}]')).toEqual([
    { name: null, text: '{"sides": 6, "list": [1, {"a": "}"}]' },
  ]);
  expect(reader.read("}")).toEqual([{ name: null, text: "}" }]);
});

describe("escapes", () => {
  test.each([
    ['a\\"b', 'a"b'],
    ["line\\nline\\ttab\\\\", "line\nline\ttab\\"],
    ["\\u00e9t\\u00c9", "étÉ"],
    ["\\ud83d\\ude00!", "😀!"],
    ["😀", "😀"],
    ["\\ud83d.", "\ud83d."],
    ["\\ud83d\\n", "\ud83d\n"],
    ["\\ud83d", "\ud83d"],
    ["\\ud83d\\ud83d\\ude00", "\ud83d\ud83d\ude00"],
    ["", undefined],
  ])("%s is told as what it means, however it is cut", (written, meant) => {
    const json = `{"message": "${written}", "n": 1}`;
    expect(read(json).message).toBe(meant);
    expect(read(...json)).toEqual({ ...(meant !== undefined && { message: meant }), rest: '{"n": 1}' });
  });

  test("no piece ends inside a character", () => {
    const reader = new ArgumentReader(watched);
    const pieces = [...'{"message": "\\ud83d\\ude00"}'].flatMap((char) => reader.read(char));
    expect(pieces.filter(({ name }) => name === "message")).toEqual([{ name: "message", text: "😀" }]);
  });
});

test.each([
  ["{}", { rest: "{}" }],
  [' { "thinking" : "x" } ', { thinking: "x", rest: "{}" }],
  ['{"message": {"a": [1, "}"]}, "b": null}', { message: '{"a": [1, "}"]}', rest: '{"b": null}' }],
  ['{"message": 12}', { message: "12", rest: "{}" }],
  ['{"inner": {"thinking": "no"}}', { rest: '{"inner": {"thinking": "no"}}' }],
  ['{"a": 1}{"a": 2}', { rest: '{"a": 1}' }],
  ['"{\\"a\\": 1}"', { rest: '"{\\"a\\": 1}"' }],
  ["nonsense", { rest: "nonsense" }],
  ['{"thinking": "cut', { thinking: "cut" }],
])("%s is read as %j", (json, expected) => {
  expect(read(json)).toEqual(expected);
  expect(read(...json)).toEqual(expected);
});

test("whatever the arguments and however they are cut, the pieces say the same as the whole", () => {
  for (let seed = 1; seed <= 300; seed++) {
    const { chance, below } = seeded(seed);
    const word = () => ["a", '"', "\\", "\n", "é", "😀", "}{", ",", ":", "\u0007"][below(10)];
    const value = (depth: number): unknown => {
      if (depth > 0 && chance(0.3)) return [value(depth - 1), value(depth - 1)];
      if (depth > 0 && chance(0.3)) return { [`k${word()}`]: value(depth - 1), thinking: word() };
      return chance(0.6) ? Array.from({ length: below(6) }, word).join("") : [null, true, -1.5][below(3)];
    };
    const text = () => Array.from({ length: below(6) }, word).join("");
    const own = { [`x${word()}`]: value(2), y: value(2) };
    const args = { thinking: text(), ...own, message: text() };
    const json = JSON.stringify(args, null, chance(0.5) ? 2 : 0);
    const pieces: string[] = [];
    for (let at = 0, next = 0; at < json.length; at = next) {
      next = at + 1 + below(7);
      pieces.push(json.slice(at, next));
    }
    const found = read(...pieces);
    expect(found.thinking ?? "").toBe(args.thinking);
    expect(found.message ?? "").toBe(args.message);
    expect(JSON.parse(found.rest)).toEqual(own);
  }
});
