import { expect, test } from "vitest";
import { deriveSchema } from "./derive-schema";

const parameters = (properties: Record<string, unknown>, required: string[] = []) => ({
  type: "object",
  properties,
  required,
});

/** A function of one parameter of this type, in a source with these definitions before it. */
const typed = (annotation: string, before = "") =>
  `from typing import *\nfrom pydantic import BaseModel, Field\n${before}
def f(x: ${annotation}):
    """Does it.

    Args:
        x: The thing.
    """
`;
const schemaOf = (annotation: string, before?: string) => {
  const { properties, required } = deriveSchema(typed(annotation, before)).parameters;
  const { description, ...schema } = properties.x;
  expect(description).toBe("The thing.");
  return { schema, isRequired: required.includes("x") };
};
const reason = (source: string) => {
  try {
    deriveSchema(source);
  } catch (error) {
    expect(error).toMatchObject({ name: "AppError", code: "invalid_argument" });
    expect((error as Error).message).toMatch(/^Schema derivation failed: /);
    return (error as Error).message;
  }
  throw new Error("A schema was derived");
};

test("a function of a web API: imports, a default, an optional parameter and sections that are not the model's", () => {
  const source = `
import os
import requests
from typing import Optional

BASE_URL = "https://api.example.com"

def _headers() -> dict:
    return {"Authorization": f"Bearer {os.getenv('TOKEN')}"}

def search_issues(query: str, limit: int = 10, label: Optional[str] = None) -> str:
    """
    Search the issues of the tracker.

    Looks at titles and bodies. The newest come first.

    Args:
        query (str): What to look for, for example "crash
            on start".
        limit (int): How many to return at the most.
        label: Only issues with this label.

    Returns:
        str: One line per issue.

    Raises:
        RuntimeError: If the tracker does not answer.
    """
    try:
        r = requests.get(f"{BASE_URL}/issues", params={"q": query, "n": limit}, headers=_headers(), timeout=10.)
        r.raise_for_status()
    except requests.RequestException as e:
        raise RuntimeError(f"tracker: {e!r}") from e
    return "\\n".join(f"{i['id']}: {i['title']}" for i in r.json())
`;
  expect(deriveSchema(source)).toEqual({
    name: "search_issues",
    description: "Search the issues of the tracker.\n\nLooks at titles and bodies. The newest come first.",
    parameters: parameters(
      {
        query: { type: "string", description: 'What to look for, for example "crash\non start".' },
        limit: { type: "integer", description: "How many to return at the most." },
        label: { type: "string", description: "Only issues with this label." },
      },
      ["query"],
    ),
  });
});

test("a tool that edits memory: the agent's state is not asked of the model, and examples are shown to it", () => {
  const source = `
def task_queue_push(self: "Agent", agent_state: "AgentState", task_description: str):
    """
    Push to a task queue stored in core memory.

    Args:
        task_description (str): A description of the next task you must accomplish.

    Examples:
        task_queue_push("call Ada")

    Returns:
        Optional[str]: None is always returned.
    """
    import json
    tasks = json.loads(agent_state.memory.get_block("tasks").value)
    tasks.append(task_description)
    agent_state.memory.update_block_value("tasks", json.dumps(tasks))
    return None
`;
  expect(deriveSchema(source)).toEqual({
    name: "task_queue_push",
    description: 'Push to a task queue stored in core memory.\n\nExamples:\n    task_queue_push("call Ada")',
    parameters: parameters(
      {
        task_description: {
          type: "string",
          description: "A description of the next task you must accomplish.",
        },
      },
      ["task_description"],
    ),
  });
});

test("pydantic models of the source are written in place: nested, in lists, optional and inherited", () => {
  const source = `
from typing import List, Optional
from pydantic import BaseModel, Field

class Priced(BaseModel):
    price: float = Field(..., description="Price in euro")

class Item(Priced):
    """One line of an order."""
    sku: str = Field(description="Stock keeping unit, "
                                 "as on the label")
    size: Literal["s", "m"] = Field("s", description="Size")
    note: Optional[str] = Field(default=None, description="Wish")

    model_config = {"extra": "ignore"}

    def total(self) -> float:
        return self.price

class Order(BaseModel):
    items: List[Item] = Field(..., description="What is ordered")
    gift: Optional[Item] = Field(None, description="A present")

def place_order(order: Order, copies: "Optional[list[Order]]" = None):
    """Place an order.

    Args:
        order: The order.
        copies: More of them.
    """
    return order.items[0].sku
`;
  const item = {
    type: "object",
    properties: {
      price: { type: "number", description: "Price in euro" },
      sku: { type: "string", description: "Stock keeping unit, as on the label" },
      size: { type: "string", enum: ["s", "m"], description: "Size" },
      note: { type: "string", description: "Wish" },
    },
    required: ["price", "sku"],
  };
  const order = {
    type: "object",
    properties: {
      items: { type: "array", items: item, description: "What is ordered" },
      gift: { ...item, description: "A present" },
    },
    required: ["items"],
  };
  expect(deriveSchema(source).parameters).toEqual(
    parameters(
      {
        order: { ...order, description: "The order." },
        copies: { type: "array", items: order, description: "More of them." },
      },
      ["order"],
    ),
  );
});

test.each([
  ["str", { type: "string" }],
  ["int", { type: "integer" }],
  ["float", { type: "number" }],
  ["bool", { type: "boolean" }],
  ["list", { type: "array", items: { type: "string" } }],
  ["List", { type: "array", items: { type: "string" } }],
  ["list[int]", { type: "array", items: { type: "integer" } }],
  ["List[List[float]]", { type: "array", items: { type: "array", items: { type: "number" } } }],
  ["typing.List[dict]", { type: "array", items: { type: "object" } }],
  ["dict", { type: "object" }],
  ["Dict", { type: "object" }],
  ["Literal[\"a\", 'b']", { type: "string", enum: ["a", "b"] }],
  ["Literal[1, -2]", { type: "integer", enum: [1, -2] }],
  ["Literal[True]", { type: "boolean", enum: [true] }],
  [
    "Tuple[int, str]",
    { type: "array", prefixItems: [{ type: "integer" }, { type: "string" }], minItems: 2, maxItems: 2 },
  ],
  ["'List[int]'", { type: "array", items: { type: "integer" } }],
  ["List['int']", { type: "array", items: { type: "integer" } }],
  ["Annotated[str, 'a name']", { type: "string" }],
  ["(str)", { type: "string" }],
])("the type %s has its schema, and is required", (annotation, schema) => {
  expect(schemaOf(annotation)).toEqual({ schema, isRequired: true });
});

test.each([
  "Optional[int]",
  "int | None",
  "None | int",
  "Union[int, None]",
  "typing.Optional['int']",
  "'Optional[int]'",
  "Annotated[Optional[int], 'x']",
])("the type %s is that of its value, and not required", (annotation) => {
  expect(schemaOf(annotation)).toEqual({ schema: { type: "integer" }, isRequired: false });
});

test("a parameter with a default is not required, whatever the default; it is not in the schema", () => {
  expect(schemaOf("int = max(1, len(Y))")).toEqual({ schema: { type: "integer" }, isRequired: false });
});

test.each([
  "Dict[str, int]",
  "dict[str, Any]",
  "Union[int, str]",
  "int | str",
  "Any",
  "Tuple[int, ...]",
  "set",
  "Callable[[int], str]",
  "datetime",
  "None",
  "List[int, str]",
  "Literal['a', 1]",
  "Literal[X]",
  "Optional[Union[int, str]]",
  "List[Any]",
])("the type %s is refused by name", (annotation) => {
  const named = annotation === "List[Any]" ? "Any" : annotation;
  expect(reason(typed(annotation))).toContain(`the parameter 'x' of 'f' has the unsupported type '${named}'`);
});

test.each([
  ["a syntax error", "def f(x y):\n    pass", "syntax error (line 1)"],
  ["a body that is none", "def f():\n    '''Doc.'''\n    return 1 +\n", "syntax error (line 3)"],
  ["another language", "export function f() { return 1 }", "syntax error"],
  [
    "Python of the last century",
    "def f():\n    '''Doc.'''\n    print 'x'\n",
    "print without parentheses (line 3)",
  ],
  ["a string without an end", "def f():\n    '''Doc.'''\n    x = 'abc\n", "a string without an end (line 3)"],
  ["an indentation of its own", "def f():\n    '''Doc.'''\n    x = 1\n  return x\n", "indented differently"],
  ["no function", "x = 1", "defines no function"],
  ["only a method", "class A:\n    def f(self):\n        '''Doc.'''", "defines no function"],
  ["no docstring", "def f():\n    return 'text'", "'f' needs a docstring"],
  ["a comment for a docstring", "def f():\n    # Doc.\n    return 1", "needs a docstring"],
  ["a formatted docstring", "def f():\n    f'''Doc {1}.'''", "needs a docstring"],
  [
    "no annotation",
    "def f(x):\n    '''Doc.\n\n    Args:\n        x: It.\n    '''",
    "'x' of 'f' needs a type annotation",
  ],
  ["no Args", "def f(x: int):\n    '''Doc.'''", "'x' of 'f' needs a description in the docstring"],
  [
    "another name in Args",
    "def f(x: int):\n    '''Doc.\n\n    Args:\n        y: It.\n    '''",
    "'x' of 'f' needs a description",
  ],
  [
    "a class that is no model",
    typed("A", "class A:\n    y: int = 1\n"),
    "'A', which is not a pydantic BaseModel",
  ],
  [
    "a field without Field",
    typed("A", "class A(BaseModel):\n    y: int\n"),
    "the field 'y' of the model 'A' needs a description",
  ],
  [
    "a field without words",
    typed("A", "class A(BaseModel):\n    y: int = Field(3)\n"),
    "'y' of the model 'A' needs a description",
  ],
  [
    "a field of several types",
    typed("A", "class A(BaseModel):\n    y: int | str = Field(description='Y')\n"),
    "the field 'y' of the model 'A' has the unsupported type 'int | str'",
  ],
  [
    "a model in itself",
    typed("A", "class A(BaseModel):\n    y: 'List[A]' = Field(description='Y')\n"),
    "'A' contains itself",
  ],
])("a source with %s is refused, and the reason says what is wrong", (_, source, text) => {
  expect(reason(source)).toContain(text);
});

// Each model refers twice to the one before: written in place there would be 2^40 of them.
test("models that would be written out without end are refused in no time", () => {
  const models = Array.from(
    { length: 40 },
    (_, n) =>
      `class A${n + 1}(BaseModel):\n${["x", "y"].map((field) => `    ${field}: A${n} = Field(description='${field}')\n`).join("")}`,
  );
  const before = `class A0(BaseModel):\n    x: int = Field(description='x')\n${models.join("")}`;
  expect(reason(typed("A40", before))).toContain("too large");
});

test.each([
  ["the last of several", "def a():\n  '''A.'''\ndef b():\n  '''B.'''", "b"],
  ["not one inside of another", "def a():\n  '''A.'''\n  def b():\n    '''B.'''\n  return b()", "a"],
  ["not a method", "def a():\n  '''A.'''\nclass C:\n  def b(self):\n    '''B.'''", "a"],
  ["not one behind a condition", "def a():\n  '''A.'''\nif True:\n  def b():\n    '''B.'''", "a"],
  ["an asynchronous one", "def a():\n  '''A.'''\nasync def b():\n  '''B.'''", "b"],
  ["a decorated one", "@x\n@y.z(1)\ndef b():\n  '''B.'''", "b"],
  ["one with code behind it", "def b():\n  '''B.'''\nprint(b())\nx = 3", "b"],
  ["one with a type parameter", "def b[T](x: int = 1) -> T:\n  '''B.\n\n  :param x: X.'''", "b"],
  ["one between Windows line ends", "def b():\r\n    '''B.'''\r\n    return 1\r\n", "b"],
])("the entry is %s", (_, source, name) => {
  expect(deriveSchema(source)).toMatchObject({ name, description: `${name.toUpperCase()}.` });
});

test("parameters that cannot be given by position are not looked at", () => {
  const source = `def f(a: int, /, b: str = "x, y: int", *rest: Any, c, d: Set[int] = {1}, **more):
    """Does it.

    Args:
        a: A.
        b: B.
    """`;
  expect(Object.keys(deriveSchema(source).parameters.properties)).toEqual(["a", "b"]);
});

test("what the server gives itself needs neither type nor words", () => {
  const source = "def f(self, agent_state, agent_id, n: int = 1):\n  '''Does.\n\n  :param n: N.'''";
  expect(deriveSchema(source).parameters).toEqual(parameters({ n: { type: "integer", description: "N." } }));
});
