import { repr } from "../python-text";
import { VIOLATION } from "./refusal";
import { renderRule } from "./render-rule";
import type { ToolRule } from "./rules";

/** What the model reads instead of a result when it called a tool that it may not call now. */
export function violationText(
  rules: ToolRule[],
  history: string[],
  toolName: string,
  allowed: string[],
): string {
  const error = `${VIOLATION} Cannot call ${toolName}, valid tools include: ${repr(allowed)}`;
  const concerned = [toolName, history.at(-1)];
  const hints = rules
    .filter((rule) => mentions(rule).some((name) => concerned.includes(name)))
    .map(renderRule)
    .filter((hint) => hint !== null);
  if (hints.length === 0) return error;
  return [error, "Tool rules that apply here:", ...hints.map((hint) => `\t- ${hint}`)].join("\n");
}

function mentions(rule: ToolRule): string[] {
  switch (rule.type) {
    case "constrain_child_tools":
    case "parent_last_tool":
      return [rule.tool_name, ...rule.children];
    case "conditional":
      return [
        rule.tool_name,
        ...Object.values(rule.child_output_mapping),
        rule.default_child ?? rule.tool_name,
      ];
    default:
      return [rule.tool_name];
  }
}
