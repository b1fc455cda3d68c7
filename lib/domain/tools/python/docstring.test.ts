import { expect, test } from "vitest";
import { readDocstring } from "./docstring";

const read = (text: string) => {
  const { description, parameters } = readDocstring(text);
  return [description, Object.fromEntries(parameters)];
};

test.each([
  ["one line", "Does it.", ["Does it.", {}]],
  [
    "a long description without a blank line",
    "Does it.\n  It does\n  much.",
    ["Does it.\n\nIt does\nmuch.", {}],
  ],
  ["spaces around", "  Does it.  \n    ", ["Does it.", {}]],
  [
    "a summary on the second line",
    "\n    Does it.\n\n      Deeper.\n    More.\n    ",
    ["Does it.\n\n  Deeper.\nMore.", {}],
  ],
  [
    "Google",
    "Does.\n\n    Args:\n        x: X\n        y (int, optional): Y\n            and more\n              deeper\n\n        *z: Z: z\n    Returns:\n        w: W",
    ["Does.", { x: "X", y: "Y\nand more\n  deeper", z: "Z: z" }],
  ],
  [
    "Google with text on the next line",
    "Does.\n\nArgs:\n    x (Dict[str, Tuple[int]]):\n        The text.\n",
    ["Does.", { x: "The text." }],
  ],
  ["Google by another name", "Does.\n\nParameters:\n    x: X\n", ["Does.", { x: "X" }]],
  [
    "Google without indentation",
    "Does.\n\nArgs:\nx: X\ny: Y\n\nz: none of it\n",
    ["Does.", { x: "X", y: "Y" }],
  ],
  ["Google with text behind", "Does.\n\nArgs:\n    x: X\n\nThat was it.", ["Does.", { x: "X" }]],
  ["only Args", "Args:\n    x: X", ["", { x: "X" }]],
  [
    "examples before Args",
    "Does.\n\nExample:\n    f(1)\n\n    f(2)\n\nArgs:\n    x: X",
    ["Does.\n\nExample:\n    f(1)\n\n    f(2)", { x: "X" }],
  ],
  [
    "a note before Args",
    "Does.\n\nNote:\n    Careful.\n\nArgs:\n    x: X",
    ["Does.\n\nNote:\n    Careful.", { x: "X" }],
  ],
  ["a note behind Args", "Does.\n\nArgs:\n    x: X\n\nNote:\n    y: Careful.", ["Does.", { x: "X" }]],
  [
    "a sentence that looks like a title",
    "Does the following:\nArguments are fine.",
    ["Does the following:\n\nArguments are fine.", {}],
  ],
  [
    "reST",
    "Does.\n\n:param x: X\n    more\n:param int y: Y\n:type y: int\n:returns: z: Z",
    ["Does.", { x: "X\nmore", y: "Y" }],
  ],
  ["Epydoc", "Does.\n\n@param x: X\n@return: Z", ["Does.", { x: "X" }]],
  [
    "NumPy",
    "Does.\n\nMore.\n\nParameters\n----------\nx : int\n    X\n    and more\ny\n    Y\n\nReturns\n-------\nz : int\n    Z",
    ["Does.\n\nMore.", { x: "X\nand more", y: "Y" }],
  ],
  ["tabs", "Does.\n\n\tArgs:\n\t\tx: X", ["Does.", { x: "X" }]],
])("a docstring in the form: %s", (_, text, expected) => {
  expect(read(text)).toEqual(expected);
});

test("a parameter that is described twice keeps its first description, an empty one is none", () => {
  expect(read("Does.\n\nArgs:\n    x: X\n    y:\n    x: other")).toEqual(["Does.", { x: "X" }]);
});

// A docstring comes from outside, so its length must not decide how long a server is busy.
test("long docstrings of nothing much are read in no time", () => {
  for (const part of ["a ", " ", "x (", "-", ":param ", "\n", "Args:\n", "a:\n "]) {
    const started = performance.now();
    readDocstring(part.repeat(100_000 / part.length));
    expect(performance.now() - started).toBeLessThan(1_000);
  }
});
