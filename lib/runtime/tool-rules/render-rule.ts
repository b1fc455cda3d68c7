import type { ToolRule } from "./rules";

/** The rule as the model reads it, in the prompt and in hints; null for rules it need not know. */
export function renderRule(rule: ToolRule): string | null {
  const text = sentenceFor(rule);
  return text === null ? null : `<tool_rule>\n${text}\n</tool_rule>`;
}

function sentenceFor(rule: ToolRule): string | null {
  const tool = rule.tool_name;
  switch (rule.type) {
    case "constrain_child_tools":
      return `after using ${tool} you must use one of: ${rule.children.join(", ")}`;
    case "parent_last_tool":
      return `${rule.children.join(", ")} can only be used after ${tool}`;
    case "conditional":
      return `${tool} determines the next tool based on its output`;
    case "exit_loop":
      return `${tool} ends your response (yields control) when called`;
    case "continue_loop":
      return `${tool} requires continuing your response when called`;
    case "max_count_per_step":
      return `${tool}: at most ${rule.max_count_limit} use(s) per response`;
    case "run_first":
    case "required_before_exit":
    case "requires_approval":
      return null;
  }
}

/** Tells the model that it may not end its turn yet. */
export const requiredToolsReminder = (tools: string[]) =>
  `You have not called all required tools. Before ending your response, call: ${tools.join(", ")}.`;
