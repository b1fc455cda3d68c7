import type { CompactionPort } from "@/lib/runtime/compaction/port";
import type { CompactionRules } from "@/lib/runtime/compaction/rules";
import type { Message } from "@/lib/runtime/messages";
import type { LlmConfig } from "@/lib/runtime/model-config";
import { type AgentRow, findAgent } from "../agents/agent-row";
import { compactionSettingsOf, type StoredCompaction } from "../agents/compaction-settings";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";
import { windowIds } from "./locked-window";
import { openSummarisers } from "./open-summarisers";
import { tokenMeter } from "./token-counts";

interface Options {
  conversationId: string | null;
  /** What the agent thinks with in this turn. */
  config: LlmConfig;
  settings?: StoredCompaction;
  /** The system message as this turn shows it. */
  dressed?: (system: Message) => Message;
}

/** Keeps the windows of one agent's turn, or of one request about it. */
export function compactionPort(
  ctx: Context,
  agent: AgentRow,
  { conversationId, config, settings = compactionSettingsOf(agent), dressed = (system) => system }: Options,
): CompactionPort {
  return {
    rules: rulesOf(settings),
    meter: tokenMeter(ctx),
    openSummarisers: () => openSummarisers(ctx, settings, config),
    async loadSystem() {
      const [systemId] = await windowIds(ctx, await findAgent(ctx, agent.id), conversationId);
      const [system] = systemId ? await loadMessages(ctx, agent.id, [systemId]) : [];
      return system?.role === "system" ? dressed(system) : null;
    },
    onProblem: (error, message) =>
      ctx.log.warn({ agent_id: agent.id, run_id: ctx.cause?.runId, error }, message),
  };
}

export const rulesOf = (settings: StoredCompaction): CompactionRules => ({
  mode: settings.mode,
  prompt: settings.prompt,
  prompt_acknowledgement: settings.prompt_acknowledgement,
  clip_chars: settings.clip_chars,
  sliding_window_percentage: settings.sliding_window_percentage,
});
