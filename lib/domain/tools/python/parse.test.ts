import { expect, test } from "vitest";
import { parsePython } from "./parse";
import { readSource } from "./read-source";

test.each([
  "def f():\n    x = yield\n    yield  # nothing\n    return (yield)",
  "x = 1. + 2.*3 - 4./5\ny = [1., 2.]",
  "with a() as (b, c), d() as e.f, g() as h[0]:\n    pass",
  "with (\n    open(a) as b,\n    open(c) as d,\n):\n    pass",
  "async def f():\n    async with (a as b, c as d):\n        pass",
  "x = {k: v for k, *v in y}",
  "match x:\n    case [1, 2, *rest] if rest: pass\n    case []: pass\n    case {}: pass\n    case ast.BinOp(): pass\n    case A() | B(): pass\n    case _: pass",
  "def f[T: int](x: T, /, *, y: T | None = None) -> list[T]: ...",
  "type X = int",
  "x = f\"{a['b']!r:>{w}} {{}} {x=} {', '.join(c)}\"",
  "if (n := len(a)) > 1: print(n, file=sys.stderr, end='')",
  "try:\n    pass\nexcept* (A, B) as e:\n    raise X from e\nelse:\n    pass\nfinally:\n    pass",
  "x = lambda *a, **k: (yield_ for yield_ in a)",
  "class A(B, metaclass=M):\n    x: int = 1; y: str\n    @property\n    def z(self): return self.x",
  "x = 'as (1.) yield' # with (a as b): 20.\n",
  "\uFEFFx = 1\n",
  "变量 = 'é'",
  "",
  "# nothing",
])("this is Python: %s", (source) => {
  expect(parsePython(source).length).toBe(source.length);
});

test.each([
  "x = (1,",
  "def f(:\n  pass",
  "def f()\n  pass",
  "def f():\npass",
  "  x = 1",
  "x = = 1",
  "}",
  "with a as (b, c:\n    pass",
  "x = 1..",
  "case x of y",
  "const x = () => { return 1 };",
  "Sure! Here is the tool:\n```python\ndef f(): pass\n```",
])("this is not: %s", (source) => {
  expect(() => parsePython(source)).toThrow(/the Python source has .* \(line \d+\)/);
});

test("strings keep what is in them where the grammar had to be helped", () => {
  const source = 'def f():\n    """Waits 20. seconds, as (a, b): then yield\n    """\n    yield\n';
  expect(readSource(source).functions[0].docstring).toBe("Waits 20. seconds, as (a, b): then yield\n    ");
});

test("literals are read as Python reads them", () => {
  const docstring = (literal: string) => readSource(`def f():\n    ${literal}\n`).functions[0].docstring;
  expect(
    docstring(String.raw`"a\tb\x41\u00e9\U0001F600\101\"\q\
c"`),
  ).toBe('a\tbAé😀A"\\qc');
  expect(docstring(String.raw`r"a\tb"`)).toBe(String.raw`a\tb`);
  expect(docstring(`'a' "b"`)).toBe("ab");
  expect(docstring(`b'a'`)).toBeNull();
});
