import type { ToolChoice } from "../ports";
import { hasRule, rulesOf, type ToolRule } from "./rules";

/** True when the model must call a tool now: the first step with a first tool, or a step that a rule constrains. */
export function isForced(rules: ToolRule[], history: string[]): boolean {
  if (history.length === 0) return rules.some((rule) => rule.type === "run_first");
  const constraining = ["constrain_child_tools", "conditional", "parent_last_tool"];
  return rules.some((rule) => constraining.includes(rule.type) && rule.tool_name === history.at(-1));
}

/** What to demand of the model: a single offered tool is demanded by name. */
export function toolChoiceFor(rules: ToolRule[], history: string[], allowed: string[]): ToolChoice {
  if (!isForced(rules, history)) return "auto";
  return allowed.length === 1 ? { name: allowed[0] } : "required";
}

/** Calling it ends the turn. */
export const isTerminal = (rules: ToolRule[], toolName: string) => hasRule(rules, "exit_loop", toolName);

/** Calling it keeps the turn going, whatever the loop's own default. */
export const isContinuing = (rules: ToolRule[], toolName: string) =>
  hasRule(rules, "continue_loop", toolName);

export const requiresApproval = (rules: ToolRule[], toolName: string) =>
  hasRule(rules, "requires_approval", toolName);

/** Tools that must still be called before the turn may end; only attached ones count. */
export function outstandingRequired(rules: ToolRule[], history: string[], available: string[]): string[] {
  const required = new Set(rulesOf(rules, "required_before_exit").map((rule) => rule.tool_name));
  return [...required].filter((tool) => available.includes(tool) && !history.includes(tool));
}

/** Rules constrain the order of calls, so with any of them (approval aside) the model may make one call at a time. */
export const allowsParallelCalls = (rules: ToolRule[]) =>
  rules.every((rule) => rule.type === "requires_approval");
