import { schemaProblem } from "../tools/schema-problem";
import { BAD_PREFILLED } from "./refusal";
import { rulesOf, type ToolRule } from "./rules";

export interface PrefilledArguments {
  /** They replace the model's own values of the same names. */
  arguments: Record<string, unknown>;
  /** The rule that set the last of them, as error texts name it. */
  source: string;
}

/** Arguments that rules fix for a call of `toolName` now; null when none do. Where rules disagree the last one wins. */
export function prefilledArguments(
  rules: ToolRule[],
  history: string[],
  toolName: string,
): PrefilledArguments | null {
  let found: PrefilledArguments | null = null;
  const add = (args: Record<string, unknown> | null | undefined, source: string) => {
    if (args && Object.keys(args).length > 0) found = { arguments: { ...found?.arguments, ...args }, source };
  };
  if (history.length === 0) {
    for (const rule of rulesOf(rules, "run_first")) {
      if (rule.tool_name === toolName) add(rule.args, `InitToolRule(${toolName})`);
    }
  }
  for (const rule of rulesOf(rules, "constrain_child_tools")) {
    if (rule.tool_name !== history.at(-1)) continue;
    for (const node of rule.child_arg_nodes ?? []) {
      if (node.name === toolName) add(node.args, `ChildToolRule(${rule.tool_name}->${toolName})`);
    }
  }
  return found;
}

/** The error a call returns when its fixed arguments do not fit the tool's schema; null when they fit. */
export function prefilledProblem(
  prefilled: PrefilledArguments,
  schema: Record<string, unknown>,
): string | null {
  const properties = (schema.properties ?? {}) as Record<string, Record<string, unknown>>;
  const problems = Object.entries(prefilled.arguments).map(([name, value]) =>
    Object.hasOwn(properties, name)
      ? schemaProblem(value, properties[name], `'${name}'`)
      : `'${name}' is not an argument of the tool`,
  );
  const found = problems.filter((problem) => problem !== null);
  if (found.length === 0) return null;
  return `${BAD_PREFILLED} (source=${prefilled.source}): ${found.join("; ")}`;
}

/** The arguments to call with: the model's own under those that rules fix, or why the call is refused. */
export function applyPrefilled(
  rules: ToolRule[],
  history: string[],
  toolName: string,
  args: Record<string, unknown>,
  schema: Record<string, unknown>,
): { args: Record<string, unknown> } | { problem: string } {
  const prefilled = prefilledArguments(rules, history, toolName);
  if (prefilled === null) return { args };
  const problem = prefilledProblem(prefilled, schema);
  return problem === null ? { args: { ...args, ...prefilled.arguments } } : { problem };
}
