import { rulesOf, type ToolRule, type ToolRuleOf } from "./rules";

/**
 * Names of the tools that may run next. `history` holds the permitted calls of this turn, oldest first, each once;
 * `lastResult` is what the last of them returned. Rules that leave nothing are ignored: a stuck agent helps nobody.
 */
export function allowedTools(
  rules: ToolRule[],
  history: string[],
  lastResult: string | null,
  available: string[],
): string[] {
  const initial = rulesOf(rules, "run_first");
  if (history.length === 0 && initial.length > 0) return [...new Set(initial.map((rule) => rule.tool_name))];
  const allowed = available.filter((tool) => rules.every((rule) => permits(rule, tool, history, lastResult)));
  return allowed.length > 0 ? allowed : available;
}

function permits(rule: ToolRule, tool: string, history: string[], lastResult: string | null): boolean {
  const isLast = history.at(-1) === rule.tool_name;
  switch (rule.type) {
    case "constrain_child_tools":
      return !isLast || rule.children.includes(tool);
    case "parent_last_tool":
      return isLast === rule.children.includes(tool);
    case "conditional":
      return !isLast || permitsOutput(rule, tool, lastResult);
    case "max_count_per_step":
      return tool !== rule.tool_name || countOf(history, tool) < rule.max_count_limit;
    case "run_first":
    case "exit_loop":
    case "continue_loop":
    case "required_before_exit":
    case "requires_approval":
      return true;
  }
}

const countOf = (history: string[], tool: string) => history.filter((name) => name === tool).length;

function permitsOutput(rule: ToolRuleOf<"conditional">, tool: string, lastResult: string | null): boolean {
  const child = lastResult === null ? undefined : childFor(rule, lastResult);
  if (child !== undefined) return tool === child;
  if (rule.require_output_mapping) return false;
  return rule.default_child ? tool === rule.default_child : true;
}

/** Tools may answer with the bare value or, as agents of other servers had to, with JSON that has it as `message`. */
function childFor(rule: ToolRuleOf<"conditional">, lastResult: string): string | undefined {
  const outputs = [lastResult, messageIn(lastResult)].filter((output) => output !== null);
  for (const output of outputs) {
    const key = Object.keys(rule.child_output_mapping).find((candidate) => isSameOutput(candidate, output));
    if (key !== undefined) return rule.child_output_mapping[key];
  }
  return undefined;
}

function messageIn(text: string): string | null {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && "message" in value ? String(value.message) : null;
  } catch {
    return null;
  }
}

/** Mapping keys arrive as text: `true` also means `True`, `1` also means `1.0`. */
function isSameOutput(key: string, output: string): boolean {
  if (key === output) return true;
  if (/^(true|false)$/i.test(key)) return key.toLowerCase() === output.trim().toLowerCase();
  return isNumeric(key) && isNumeric(output) && Number(key) === Number(output);
}

const isNumeric = (text: string) => text.trim() !== "" && Number.isFinite(Number(text));
