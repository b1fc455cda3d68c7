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

/** @throws AppError `invalid_argument` for two first tools with a model that cannot be made to choose between them */
export function assertFirstTools(rules: ToolRule[], model: string): void {
  const first = rules.filter(({ type }) => type === "run_first");
  if (first.length > 1 && !["gpt-4o", "gpt-4o-mini"].includes(model))
    throw new AppError("invalid_argument", `Model '${model}' allows one run_first rule, not ${first.length}`);
}
