export { allowedTools } from "./allowed-tools";
export { type BaseToolRulesRequest, baseToolRulesFor } from "./base-tool-rules";
export {
  applyPrefilled,
  type PrefilledArguments,
  prefilledArguments,
  prefilledProblem,
} from "./prefilled-arguments";
export { renderRule, requiredToolsReminder } from "./render-rule";
export { type ChildArguments, hasRule, rulesOf, type ToolRule, type ToolRuleOf } from "./rules";
export {
  allowsParallelCalls,
  isContinuing,
  isForced,
  isTerminal,
  outstandingRequired,
  requiresApproval,
  toolChoiceFor,
} from "./turn-control";
export { violationText } from "./violation-text";
