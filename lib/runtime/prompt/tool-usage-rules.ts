import { renderRule } from "../tool-rules/render-rule";
import type { ToolRule } from "../tool-rules/rules";

const introduction =
  "These rules constrain how you may use your tools. Always follow them. One response of yours may contain several tool calls.";

/** Order of the groups; rules of one group keep the agent's order. */
const groups: ToolRule["type"][][] = [
  ["continue_loop"],
  ["constrain_child_tools", "conditional", "max_count_per_step"],
  ["parent_last_tool"],
  ["exit_loop"],
];

/** The rules the model has to know; null when there are none. */
export function renderToolUsageRules(rules: ToolRule[]): string | null {
  const rendered = groups
    .flatMap((types) => rules.filter((rule) => types.includes(rule.type)))
    .map(renderRule)
    .filter((text) => text !== null);
  if (rendered.length === 0) return null;
  return ["<tool_usage_rules>", introduction, "", ...rendered, "</tool_usage_rules>"].join("\n");
}
