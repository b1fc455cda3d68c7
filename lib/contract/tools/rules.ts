import { z } from "zod";
import { orNull } from "../common";

export const ToolCallNode = z
  .object({
    name: z.string(),
    args: orNull(z.record(z.string(), z.unknown())),
  })
  .meta({ id: "ToolCallNode" });
export type ToolCallNode = z.output<typeof ToolCallNode>;

export const ChildToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("constrain_child_tools").default("constrain_child_tools"),
    prompt_template: orNull(z.string()),
    children: z.array(z.string()),
    child_arg_nodes: orNull(z.array(ToolCallNode)),
  })
  .meta({ id: "ChildToolRule" });
export type ChildToolRule = z.output<typeof ChildToolRule>;

export const ConditionalToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("conditional").default("conditional"),
    prompt_template: orNull(z.string()),
    default_child: orNull(z.string()),
    child_output_mapping: z.record(z.string(), z.string()),
    require_output_mapping: z.boolean().default(false),
  })
  .meta({ id: "ConditionalToolRule" });
export type ConditionalToolRule = z.output<typeof ConditionalToolRule>;

export const ContinueToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("continue_loop").default("continue_loop"),
    prompt_template: orNull(z.string()),
  })
  .meta({ id: "ContinueToolRule" });
export type ContinueToolRule = z.output<typeof ContinueToolRule>;

export const InitToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("run_first").default("run_first"),
    prompt_template: orNull(z.string()),
    args: orNull(z.record(z.string(), z.unknown())),
  })
  .meta({ id: "InitToolRule" });
export type InitToolRule = z.output<typeof InitToolRule>;

export const MaxCountPerStepToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("max_count_per_step").default("max_count_per_step"),
    prompt_template: orNull(z.string()),
    max_count_limit: z.int(),
  })
  .meta({ id: "MaxCountPerStepToolRule" });
export type MaxCountPerStepToolRule = z.output<typeof MaxCountPerStepToolRule>;

export const ParentToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("parent_last_tool").default("parent_last_tool"),
    prompt_template: orNull(z.string()),
    children: z.array(z.string()),
  })
  .meta({ id: "ParentToolRule" });
export type ParentToolRule = z.output<typeof ParentToolRule>;

export const RequiredBeforeExitToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("required_before_exit").default("required_before_exit"),
    prompt_template: orNull(z.string()),
  })
  .meta({ id: "RequiredBeforeExitToolRule" });
export type RequiredBeforeExitToolRule = z.output<typeof RequiredBeforeExitToolRule>;

export const RequiresApprovalToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("requires_approval").default("requires_approval"),
    prompt_template: orNull(z.string()),
  })
  .meta({ id: "RequiresApprovalToolRule" });
export type RequiresApprovalToolRule = z.output<typeof RequiresApprovalToolRule>;

export const TerminalToolRule = z
  .strictObject({
    tool_name: z.string(),
    type: z.literal("exit_loop").default("exit_loop"),
    prompt_template: orNull(z.string()),
  })
  .meta({ id: "TerminalToolRule" });
export type TerminalToolRule = z.output<typeof TerminalToolRule>;

export const ToolRule = z.discriminatedUnion("type", [
  ChildToolRule,
  InitToolRule,
  TerminalToolRule,
  ConditionalToolRule,
  ContinueToolRule,
  RequiredBeforeExitToolRule,
  MaxCountPerStepToolRule,
  ParentToolRule,
  RequiresApprovalToolRule,
]);
export type ToolRule = z.output<typeof ToolRule>;
