import type { LlmConfig } from "@/lib/runtime/model-config";
import { findModel } from "@/lib/runtime/model-settings";
import type { Context } from "../context";
import { inOrder, insertAgent } from "./insert-agent";
import type { NewAgent } from "./new-agent";
import { type AgentPlan, type PlannedAgent, planAgent } from "./plan-agent";
import type { PlannedBlock } from "./plan-blocks";

/** The agent that tends another one's memory between its turns, and the group that ties them. */
export interface PartnerPlan {
  plan: AgentPlan;
  managerId: string;
  isVoice: boolean;
}

type Manager = Pick<
  PlannedAgent,
  "id" | "name" | "agent_type" | "llm_config" | "embedding_config" | "timezone" | "project_id" | "hidden"
>;

const duties =
  "I tend the memory of another agent while it is not talking. I read what was said, keep its memory blocks accurate, " +
  "complete and well ordered, write dates in full, remove what is out of date, and finish when nothing is left to do.";

/** It shares the manager's blocks and has one of its own, which says what it is for. */
export async function planPartner(
  ctx: Context,
  manager: Manager,
  blocks: Omit<PlannedBlock, "columns">[],
): Promise<PartnerPlan> {
  const isVoice = manager.agent_type === "voice_convo_agent";
  const request = {
    agent_type: isVoice ? "voice_sleeptime_agent" : "sleeptime_agent",
    llm_config: (isVoice ? await voiceModel(ctx, manager.llm_config) : manager.llm_config) as never,
    embedding_config: manager.embedding_config as never,
    timezone: manager.timezone,
    project_id: manager.project_id,
    hidden: manager.hidden,
    memory_blocks: [{ label: "memory_persona", value: duties }],
    enable_sleeptime: false,
  } satisfies NewAgent;
  const plan = await planAgent(ctx, request, {
    sharedBlocks: blocks.map((block) => ({ ...block, columns: null })),
  });
  // Its name may be one that nobody could give, if the manager was renamed; its memory is embedded like the manager's.
  plan.agent.name = `${manager.name}-sleeptime`;
  plan.agent.embedding_config = manager.embedding_config;
  return { plan, managerId: manager.id, isVoice };
}

async function voiceModel(ctx: Context, fallback: LlmConfig): Promise<LlmConfig> {
  const models = await ctx.models.listModels(ctx.actor.organizationId);
  return findModel(models, "openai/gpt-4.1")?.config ?? fallback;
}

export async function insertPartner(tx: Context, { plan, managerId, isVoice }: PartnerPlan): Promise<void> {
  await insertAgent(tx, plan);
  const id = tx.ids.next("group");
  const organization_id = tx.actor.organizationId;
  await tx.db.group.create({
    data: {
      id,
      organization_id,
      manager_type: isVoice ? "voice_sleeptime" : "sleeptime",
      description: "An agent and the one that tends its memory",
      manager_agent_id: managerId,
      turns_counter: -1,
      ...(isVoice
        ? { max_message_buffer_length: 30, min_message_buffer_length: 15 }
        : { sleeptime_agent_frequency: 5 }),
      project_id: plan.agent.project_id,
      created_by_id: tx.actor.userId,
      last_updated_by_id: tx.actor.userId,
      created_at: inOrder(tx, 0),
    },
  });
  await tx.db.groupAgent.create({
    data: { organization_id, group_id: id, agent_id: plan.agent.id, position: 0 },
  });
}
