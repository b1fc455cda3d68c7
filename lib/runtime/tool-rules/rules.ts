/** The API's tool rules, as agents store them. `prompt_template` is accepted and has no effect. */
export type ToolRule = { tool_name: string; prompt_template?: string | null } & (
  | { type: "run_first"; args?: Record<string, unknown> | null }
  | { type: "constrain_child_tools"; children: string[]; child_arg_nodes?: ChildArguments[] | null }
  | { type: "parent_last_tool"; children: string[] }
  | {
      type: "conditional";
      child_output_mapping: Record<string, string>;
      default_child?: string | null;
      require_output_mapping?: boolean;
    }
  | { type: "exit_loop" }
  | { type: "continue_loop" }
  | { type: "max_count_per_step"; max_count_limit: number }
  | { type: "required_before_exit" }
  | { type: "requires_approval" }
);

/** Arguments fixed for a child that is called right after its parent. */
export interface ChildArguments {
  name: string;
  args?: Record<string, unknown> | null;
}

export type ToolRuleOf<T extends ToolRule["type"]> = Extract<ToolRule, { type: T }>;

export const rulesOf = <T extends ToolRule["type"]>(rules: ToolRule[], type: T) =>
  rules.filter((rule): rule is ToolRuleOf<T> => rule.type === type);

/** True when a rule of this type names the tool. */
export const hasRule = (rules: ToolRule[], type: ToolRule["type"], toolName: string) =>
  rules.some((rule) => rule.type === type && rule.tool_name === toolName);
