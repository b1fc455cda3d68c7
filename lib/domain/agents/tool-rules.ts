import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import { AppError } from "@/lib/shared/errors";

/** Rules without repetitions; two are the same if all their fields are. */
export function distinctRules(rules: ToolRule[]): ToolRule[] {
  const seen = new Set<string>();
  return rules.filter((rule) => {
    const key = JSON.stringify(
      Object.entries(rule)
        .filter(([, value]) => value != null)
        .sort(),
    );
    return !seen.has(key) && seen.add(key);
  });
}

/** Every attached tool that asks for approval by itself gets the rule that makes it so. */
export function withApprovalRules(
  rules: ToolRule[],
  tools: { name: string; default_requires_approval: boolean | null }[],
): ToolRule[] {
  const asking = tools.filter(({ default_requires_approval }) => default_requires_approval);
  const added = asking
    .filter(({ name }) => !rules.some((rule) => rule.type === "requires_approval" && rule.tool_name === name))
    .map(({ name }): ToolRule => ({ type: "requires_approval", tool_name: name, prompt_template: null }));
  return [...rules, ...added];
}

/** @throws AppError `unprocessable` for a rule that contradicts itself */
export function assertRules(rules: ToolRule[]): void {
  for (const rule of rules) {
    const problem = problemOf(rule);
    if (problem) throw new AppError("unprocessable", `Tool rule of '${rule.tool_name}': ${problem}`);
  }
}

function problemOf(rule: ToolRule): string | null {
  switch (rule.type) {
    case "constrain_child_tools": {
      const stray = rule.child_arg_nodes?.find(({ name }) => !rule.children.includes(name));
      return stray ? `child_arg_nodes names '${stray.name}', which is none of its children` : null;
    }
    case "conditional":
      return Object.keys(rule.child_output_mapping).length === 0 ? "child_output_mapping is empty" : null;
    default:
      return null;
  }
}

/** @throws AppError `invalid_argument` for two first tools with a model that cannot be made to choose between them */
export function assertFirstTools(rules: ToolRule[], model: string): void {
  const first = rules.filter(({ type }) => type === "run_first");
  if (first.length > 1 && !["gpt-4o", "gpt-4o-mini"].includes(model))
    throw new AppError("invalid_argument", `Model '${model}' allows one run_first rule, not ${first.length}`);
}
