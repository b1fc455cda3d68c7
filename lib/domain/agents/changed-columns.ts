import { isDeepStrictEqual } from "node:util";
import type { Tool } from "@/lib/generated/prisma/client";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { completeConfig, normaliseReasoning } from "@/lib/runtime/model-settings";
import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import type { AgentChange } from "./agent-change";
import { type AgentRow, agentConfig } from "./agent-row";
import { compactionSettingsOf, followModel, mergeCompaction } from "./compaction-settings";
import type { ResolvedChange } from "./resolve-change";
import { shapedConfig } from "./resolve-model";
import { assertRules, distinctRules, withApprovalRules } from "./tool-rules";

/** Fields that are overwritten as they are. */
const plain = [
  "name",
  "description",
  "system",
  "timezone",
  "metadata",
  "message_ids",
  "message_buffer_autoclear",
  "enable_sleeptime",
  "response_format",
  "last_run_duration_ms",
  "last_stop_reason",
  "project_id",
  "template_id",
  "base_template_id",
  "max_files_open",
  "per_file_view_window_char_limit",
  "hidden",
] as const;

/** The columns that a change really changes, as they will be. */
export function changedColumns(
  row: AgentRow,
  change: AgentChange,
  resolved: ResolvedChange,
  newTools: Tool[],
) {
  const columns: Record<string, unknown> = {};
  for (const field of plain) if (change[field] != null) columns[field] = change[field];
  if (change.last_run_completion) columns.last_run_completion = new Date(change.last_run_completion);
  if (change.tags) columns.tags = [...new Set(change.tags)];
  const config = agentConfig(row);
  assertRules((change.tool_rules ?? []) as ToolRule[]);
  const rules = change.tool_rules ? distinctRules(change.tool_rules as ToolRule[]) : config.tool_rules;
  columns.tool_rules = withApprovalRules(rules, newTools);
  columns.llm_config = changedConfig(row, change, resolved);
  columns.embedding_config = resolved.embedding_config ?? config.embedding_config;
  columns.compaction_settings = changedCompaction(
    row,
    change,
    config.llm_config,
    columns.llm_config as LlmConfig,
  );
  const before = json(row);
  const after = json(columns);
  return Object.fromEntries(
    Object.entries(columns).filter(([name]) => !isDeepStrictEqual(before[name], after[name])),
  );
}

/** As it comes out of the database, where the order of a JSON object's fields is lost. */
const json = (value: object) => JSON.parse(JSON.stringify(value)) as Record<string, unknown>;

function changedConfig(row: AgentRow, change: AgentChange, resolved: ResolvedChange): LlmConfig {
  const current = agentConfig(row).llm_config;
  const given = change.llm_config ? completeConfig(change.llm_config as LlmConfig) : null;
  let config: LlmConfig = { ...(resolved.llm_config ?? given ?? current) };
  if (change.context_window_limit != null) config.context_window = change.context_window_limit;
  config = shapedConfig(config, change);
  if (change.max_tokens !== undefined) config = { ...config, max_tokens: change.max_tokens };
  const isNormalised = resolved.llm_config !== null || change.reasoning != null;
  return isNormalised ? normaliseReasoning(config, change.reasoning ?? null, row.agent_type) : config;
}

function changedCompaction(row: AgentRow, change: AgentChange, before: LlmConfig, after: LlmConfig) {
  const current = compactionSettingsOf(row);
  const merged = change.compaction_settings
    ? mergeCompaction(current, change.compaction_settings, after)
    : current;
  return change.compaction_settings?.model ? merged : followModel(merged, before, after);
}
