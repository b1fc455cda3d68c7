import { describe, expect, test } from "vitest";
import {
  allowedTools,
  allowsParallelCalls,
  applyPrefilled,
  isContinuing,
  isForced,
  isTerminal,
  outstandingRequired,
  prefilledArguments,
  prefilledProblem,
  requiredToolsReminder,
  requiresApproval,
  type ToolRule,
  toolChoiceFor,
  violationText,
} from ".";

const available = ["a", "b", "c", "d"];
const child: ToolRule = { type: "constrain_child_tools", tool_name: "a", children: ["b", "c"] };
const parent: ToolRule = { type: "parent_last_tool", tool_name: "a", children: ["b"] };
const first: ToolRule = { type: "run_first", tool_name: "b" };
const twice: ToolRule = { type: "max_count_per_step", tool_name: "a", max_count_limit: 2 };
const conditional = (extra: object = {}): ToolRule => ({
  type: "conditional",
  tool_name: "a",
  child_output_mapping: { yes: "b", true: "c", "2": "d" },
  ...extra,
});

describe("allowedTools", () => {
  test("allows everything attached when no rule restricts", () => {
    const rules: ToolRule[] = [
      { type: "exit_loop", tool_name: "a" },
      { type: "requires_approval", tool_name: "b" },
      { type: "required_before_exit", tool_name: "c" },
    ];
    expect(allowedTools(rules, ["a"], null, available)).toEqual(available);
  });

  test("starts with the first tools only, attached or not, and forgets them after one call", () => {
    const rules: ToolRule[] = [first, { type: "run_first", tool_name: "detached" }];
    expect(allowedTools(rules, [], null, available)).toEqual(["b", "detached"]);
    expect(allowedTools(rules, ["b"], null, available)).toEqual(available);
  });

  test("allows only children right after their parent", () => {
    expect(allowedTools([child], ["a"], null, available)).toEqual(["b", "c"]);
    expect(allowedTools([child], ["a", "b"], null, available)).toEqual(available);
  });

  test("keeps a tool that needs another one before it until that one was the last call", () => {
    expect(allowedTools([parent], [], null, available)).toEqual(["a", "c", "d"]);
    expect(allowedTools([parent], ["a"], null, available)).toEqual(["b"]);
    expect(allowedTools([parent], ["a", "c"], null, available)).toEqual(["a", "c", "d"]);
  });

  test("withdraws a tool after its last permitted call of the turn", () => {
    expect(allowedTools([twice], ["a"], null, available)).toEqual(available);
    expect(allowedTools([twice], ["a", "b", "a"], null, available)).toEqual(["b", "c", "d"]);
  });

  test("combines rules by what all of them allow", () => {
    const onlyOnceB: ToolRule = { type: "max_count_per_step", tool_name: "b", max_count_limit: 1 };
    expect(allowedTools([child, onlyOnceB], ["b", "a"], null, available)).toEqual(["c"]);
  });

  // Contradicting rules would otherwise leave the model without any tool and the agent stuck.
  test("allows everything when rules leave nothing", () => {
    const elsewhere: ToolRule = { type: "constrain_child_tools", tool_name: "a", children: ["detached"] };
    expect(allowedTools([elsewhere], ["a"], null, available)).toEqual(available);
  });

  test.each([
    ["yes", ["b"]],
    ["True", ["c"]],
    ["2.0", ["d"]],
    [" 2 ", ["d"]],
    ['{"message": "yes"}', ["b"]],
    ['{"message": true}', ["c"]],
    ["Yes", available],
    ["no", available],
    [null, available],
  ])("chooses the next tool by the output %j", (output, expected) => {
    expect(allowedTools([conditional()], ["a"], output, available)).toEqual(expected);
  });

  test("falls back to the default child, or to nothing when a mapping is required", () => {
    expect(allowedTools([conditional({ default_child: "d" })], ["a"], "no", available)).toEqual(["d"]);
    const strict = conditional({ require_output_mapping: true, default_child: "d" });
    const afterA: ToolRule = { type: "constrain_child_tools", tool_name: "a", children: ["b"] };
    expect(allowedTools([strict, afterA], ["a"], "no", available)).toEqual(available);
    expect(allowedTools([strict], ["b"], "no", available)).toEqual(available);
  });
});

describe("forcing", () => {
  test("a call is forced at the start with a first tool and right after a constraining one", () => {
    expect(isForced([first], [])).toBe(true);
    expect(isForced([first], ["b"])).toBe(false);
    expect(isForced([child], ["a"])).toBe(true);
    expect(isForced([parent], ["a"])).toBe(true);
    expect(isForced([conditional()], ["a"])).toBe(true);
    expect(isForced([child, parent, conditional()], ["b"])).toBe(false);
    expect(isForced([twice], ["a"])).toBe(false);
  });

  test("the only offered tool is demanded by name", () => {
    expect(toolChoiceFor([first], [], ["b"])).toEqual({ name: "b" });
    expect(toolChoiceFor([child], ["a"], ["b", "c"])).toBe("required");
    expect(toolChoiceFor([], [], ["b"])).toBe("auto");
  });
});

describe("the end of a turn", () => {
  test("terminal, continuing and approval rules apply to the tool they name", () => {
    const rules: ToolRule[] = [
      { type: "exit_loop", tool_name: "a" },
      { type: "continue_loop", tool_name: "b" },
      { type: "requires_approval", tool_name: "c" },
    ];
    expect([isTerminal(rules, "a"), isTerminal(rules, "b")]).toEqual([true, false]);
    expect([isContinuing(rules, "b"), isContinuing(rules, "a")]).toEqual([true, false]);
    expect([requiresApproval(rules, "c"), requiresApproval(rules, "a")]).toEqual([true, false]);
    expect(allowsParallelCalls(rules)).toBe(false);
    expect(allowsParallelCalls(rules.slice(2))).toBe(true);
  });

  test("required tools stay outstanding until called, detached ones never are", () => {
    const rules: ToolRule[] = ["a", "b", "detached"].map((tool_name) => ({
      type: "required_before_exit",
      tool_name,
    }));
    expect(outstandingRequired(rules, ["a"], available)).toEqual(["b"]);
    expect(outstandingRequired(rules, ["b", "a"], available)).toEqual([]);
    expect(requiredToolsReminder(["a", "b"])).toContain("a, b");
  });
});

describe("prefilled arguments", () => {
  const rules: ToolRule[] = [
    { type: "run_first", tool_name: "b", args: { x: 1 } },
    {
      type: "constrain_child_tools",
      tool_name: "a",
      children: ["b"],
      child_arg_nodes: [
        { name: "b", args: { x: 2, y: "k" } },
        { name: "c", args: null },
      ],
    },
  ];

  test("come from the first-tool rule at the start and from the parent after its call", () => {
    expect(prefilledArguments(rules, [], "b")).toEqual({ arguments: { x: 1 }, source: "InitToolRule(b)" });
    expect(prefilledArguments(rules, ["a"], "b")).toEqual({
      arguments: { x: 2, y: "k" },
      source: "ChildToolRule(a->b)",
    });
    expect(prefilledArguments(rules, ["a"], "c")).toBeNull();
    expect(prefilledArguments(rules, ["b"], "b")).toBeNull();
  });

  test("replace the model's own values, or refuse the call", () => {
    const schema = { type: "object", properties: { x: { type: "integer" }, y: { type: "string" } } };
    expect(applyPrefilled(rules, ["a"], "b", { x: 9, z: 1 }, schema)).toEqual({
      args: { x: 2, y: "k", z: 1 },
    });
    expect(applyPrefilled(rules, ["b"], "b", { x: 9 }, schema)).toEqual({ args: { x: 9 } });
    expect(applyPrefilled(rules, [], "b", {}, { type: "object", properties: {} })).toEqual({
      problem: expect.stringContaining("(source=InitToolRule(b)): 'x' is not an argument"),
    });
  });

  test("must exist in the tool's schema and fit it", () => {
    const schema = { type: "object", properties: { x: { type: "integer" }, y: { enum: ["k", "l"] } } };
    const problem = (args: Record<string, unknown>) =>
      prefilledProblem({ arguments: args, source: "InitToolRule(b)" }, schema);
    expect(problem({ x: 1, y: "l" })).toBeNull();
    expect(problem({ x: true, z: 1 })).toBe(
      "Invalid prefilled tool arguments from tool rules (source=InitToolRule(b)): " +
        "'x' must be an integer, not a boolean; 'z' is not an argument of the tool",
    );
  });
});

describe("violationText", () => {
  test("names the valid tools and the rules about the called and the previous tool", () => {
    expect(violationText([child, twice, first], ["a"], "d", ["b", "c"])).toBe(
      [
        "[ToolConstraintError] Cannot call d, valid tools include: ['b', 'c']",
        "Tool rules that apply here:",
        "\t- <tool_rule>\nafter using a you must use one of: b, c\n</tool_rule>",
        "\t- <tool_rule>\na: at most 2 use(s) per response\n</tool_rule>",
      ].join("\n"),
    );
  });

  test("gives no hints when no rule is about either tool", () => {
    const text = violationText([first], [], "d", ["b"]);
    expect(text).toBe("[ToolConstraintError] Cannot call d, valid tools include: ['b']");
  });
});
