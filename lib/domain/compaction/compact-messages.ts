import type { CompactionResponse } from "@/lib/contract/conversations/schemas";
import type { CompactionSettingsInput } from "@/lib/contract/models/compaction";
import {
  type Compaction,
  type CompactionTask,
  canCompact,
  compactWindow,
} from "@/lib/runtime/compaction/compact-window";
import type { CompactionPort } from "@/lib/runtime/compaction/port";
import { readSummary } from "@/lib/runtime/compaction/stored-summary";
import { SystemPromptTooLong } from "@/lib/runtime/compaction/system-prompt-too-long";
import type { Message } from "@/lib/runtime/messages";
import { ModelError } from "@/lib/runtime/model-error";
import { failureOf } from "@/lib/runtime/stop-reason";
import { AppError } from "@/lib/shared/errors";
import { type AgentRow, agentConfig, findAgent } from "../agents/agent-row";
import { mergeCompaction, type StoredCompaction } from "../agents/compaction-settings";
import type { Context } from "../context";
import { findConversation } from "../conversations/conversation";
import { conversationConfig } from "../conversations/conversation-model";
import type { ConversationTarget } from "../conversations/conversation-target";
import { activeRuns } from "../conversations/start-conversation-run";
import { loadMessages } from "../messages/load-messages";
import { runFailure } from "../runs/run-failure";
import { toolRunnerFor } from "../tools/tool-runner";
import { compactionPort } from "./compaction-port";
import { windowIds } from "./locked-window";
import { assertShown, storeCompaction } from "./store-compaction";
import { summaryCalls } from "./summary-calls";
import { summaryTraces } from "./summary-traces";

/** Absent fields are the agent's; nothing of it is stored. */
export type CompactionChange = Partial<CompactionSettingsInput> | null;

/**
 * Hides the older part of a conversation behind a summary now. No turn may be under way: it would go on with what is
 * hidden. Nothing changes when it fails. Where there is nothing to hide an agent's own messages are answered as they
 * stand, while a conversation is told so.
 * @throws AppError `conflict` while a turn is active or when the messages change meanwhile; `invalid_argument` when no
 * row would be saved; a failure of the provider in the form that turns have
 */
export async function compactMessages(
  ctx: Context,
  target: ConversationTarget,
  change: CompactionChange,
): Promise<CompactionResponse> {
  const agent = await findAgent(ctx, target.agentId);
  await assertIdle(ctx, target);
  const messages = await loadMessages(ctx, agent.id, await windowIds(ctx, agent, target.conversationId));
  if (messages.length === 0)
    throw new AppError("invalid_argument", "There are no messages in context to compact");
  const [current] = messages.slice(1);
  if (messages.length === 1 || (messages.length === 2 && readSummary(current) !== null)) {
    if (target.conversationId) throw notReduced();
    return unchanged(messages);
  }
  const settings = settingsOf(agent, change);
  const { task, port } = await prepared(ctx, agent, { target, settings, messages });
  const compaction = await compacted(task, port);
  const place = { agentId: agent.id, agentTags: agent.tags, runId: null, stepId: null, rules: port.rules };
  const [traces, calls] = await Promise.all([
    summaryTraces(ctx, compaction.calls, place),
    summaryCalls(ctx, compaction.calls, place),
  ]);
  await storeCompaction(ctx, target, { ...compaction, traces, calls }, async (tx, ids) => {
    await assertIdle(tx, target);
    assertShown(ids, compaction.evictedIds);
  });
  return {
    summary: compaction.summary,
    num_messages_before: messages.length,
    num_messages_after: compaction.messages.length,
  };
}

async function assertIdle(ctx: Context, target: ConversationTarget): Promise<void> {
  const [run] = await activeRuns(ctx, target);
  if (!run) return;
  const text = `Cannot compact messages: Another request (run_id=${run.id}) is currently being processed for this conversation. Please wait for it to complete.`;
  throw new AppError("conflict", text, { detail: { run_id: run.id } });
}

const unchanged = (messages: Message[]): CompactionResponse => ({
  summary: messages[1] ? (readSummary(messages[1]) ?? "") : "",
  num_messages_before: messages.length,
  num_messages_after: messages.length,
});

const settingsOf = (agent: AgentRow, change: CompactionChange) =>
  mergeCompaction(
    agent.compaction_settings as Partial<StoredCompaction> | null,
    change ?? {},
    agentConfig(agent).llm_config,
  );

async function prepared(
  ctx: Context,
  agent: AgentRow,
  {
    target,
    settings,
    messages,
  }: { target: ConversationTarget; settings: StoredCompaction; messages: Message[] },
): Promise<{ task: CompactionTask; port: CompactionPort }> {
  const { conversationId } = target;
  const own = agentConfig(agent).llm_config;
  const config = conversationId
    ? await conversationConfig(ctx, own, await findConversation(ctx, conversationId))
    : own;
  const [model, { tools }] = await Promise.all([
    ctx.models.openModel(ctx.actor.organizationId, config).catch(refuse),
    toolRunnerFor(ctx, agent, conversationId),
  ]);
  const port = compactionPort(ctx, agent, { conversationId, config, settings });
  const specs = tools.map(({ spec }) => spec);
  await port.meter.prepare(messages);
  const task: CompactionTask = {
    messages,
    keptFromEnd: 0,
    trigger: "manual",
    tokensBefore: port.meter.count(messages, specs),
    effort: "configured",
    mayNote: false,
    model,
    tools: specs,
    place: { step_id: null, run_id: null, conversation_id: conversationId },
    timezone: agent.timezone,
    ids: ctx.ids,
    clock: ctx.clock,
    signal: new AbortController().signal,
  };
  return { task, port };
}

async function compacted(task: CompactionTask, port: CompactionPort): Promise<Compaction> {
  // One row behind a summary would still be one row.
  if (!canCompact(task, port, { rowsMin: 2 })) throw notReduced();
  const compaction = await compactWindow(task, port).catch(refuse);
  if (!compaction || compaction.messages.length >= task.messages.length) throw notReduced();
  return compaction;
}

function refuse(error: unknown): never {
  const isOurs = error instanceof ModelError || error instanceof SystemPromptTooLong;
  throw isOurs ? runFailure(failureOf(error).error) : error;
}

const notReduced = () =>
  new AppError(
    "invalid_argument",
    "Summarization failed to reduce the number of messages: there are too few of them that may be hidden",
    { exact: true },
  );
