import { pendingApproval } from "@/lib/runtime/approvals";
import { type Message, textOf } from "@/lib/runtime/messages";
import type { LlmConfig, ResponseFormat } from "@/lib/runtime/model-config";
import { type SkillBlock, withSkills } from "@/lib/runtime/prompt/available-skills";
import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import type { TurnInput, TurnPorts } from "@/lib/runtime/turn";
import type { TurnProgress } from "@/lib/runtime/turn-progress";
import { AppError } from "@/lib/shared/errors";
import { agentConfig, findAgent } from "../agents/agent-row";
import { configOfHandle } from "../agents/resolve-model";
import { compactionPort } from "../compaction/compaction-port";
import type { Context } from "../context";
import { type ConversationRow, findConversation } from "../conversations/conversation";
import { conversationConfig } from "../conversations/conversation-model";
import { withGroupTools } from "../groups/group-tools";
import { loadMessages } from "../messages/load-messages";
import { messageOf } from "../messages/message";
import { turnView } from "../messages/turn-view";
import { toolRunnerFor } from "../tools/tool-runner";
import { admitInput } from "./admit-input";
import type { RunInput } from "./run-input";
import { waitingTurn } from "./waiting-turn";

export interface PreparedTurn {
  input: TurnInput;
  ports: TurnPorts;
  agent: Awaited<ReturnType<typeof findAgent>>;
  options: RunInput["options"];
  /** The request's messages as they came. */
  asked: Message[];
}

interface StoredRun {
  id: string;
  agent_id: string;
  conversation_id: string | null;
  input: unknown;
  /** Nothing is stored: not the run, nor what it answers. */
  isPreview?: boolean;
}

/**
 * Everything a turn needs, as it is when its turn comes.
 * @throws AppError when the agent waits for an approval and none is given, or the approval fits no pending call
 * @throws EndsHere when the turn has nothing to do yet, or any more
 */
export async function prepareTurn(
  ctx: Context,
  run: StoredRun,
  signal: AbortSignal,
  progress: TurnProgress | null = null,
): Promise<PreparedTurn> {
  const { messages: input, options, group, expired_request_id = null } = run.input as RunInput;
  const agent = await findAgent(ctx, run.agent_id);
  const config = agentConfig(agent);
  const conversation = run.conversation_id ? await findConversation(ctx, run.conversation_id) : null;
  const llmConfig = await configFor(ctx, config.llm_config, conversation, options.override_model);
  const [history, { tools, rules }, model, skillBlocks] = await Promise.all([
    loadWindow(ctx, agent, conversation, progress ? run.id : null),
    toolRunnerFor(ctx, agent, run.conversation_id).then((own) => withGroupTools(ctx, agent, own, group)),
    ctx.models.openModel(ctx.actor.organizationId, llmConfig),
    loadSkillBlocks(ctx, agent.id),
  ]);
  if (history[0]?.role !== "system")
    throw new AppError(
      "invalid_argument",
      "The agent has no system message; reset its messages to give it a new one",
    );
  const place = { agentId: agent.id, conversationId: run.conversation_id };
  const admitted = progress
    ? await notYetStored(ctx, agent.id, input, progress)
    : await admitInput(
        ctx,
        place,
        history,
        input,
        run.isPreview ? null : { id: run.id, expiredRequestId: expired_request_id },
      );
  const dressed = (system: Message) => withSystem([system], options, skillBlocks)[0];
  const compaction = compactionPort(ctx, agent, {
    conversationId: run.conversation_id,
    config: llmConfig,
    dressed,
  });
  return {
    agent,
    options,
    asked: input,
    input: {
      agentType: agent.agent_type,
      foldsSendMessage: turnView(agent.agent_type, options.use_assistant_message).foldsSendMessage ?? false,
      history: withSystem(history, options, skillBlocks),
      input: admitted,
      maxSteps: options.max_steps,
      toolRules: [...(config.tool_rules as ToolRule[]), ...rules],
      clientTools: options.client_tools.map(({ name, description, parameters }) => ({
        name,
        description: description ?? "",
        parameters: parameters ?? { type: "object", properties: {} },
      })),
      timezone: agent.timezone,
      runId: run.id,
      conversationId: run.conversation_id,
      groupId: group?.group_id ?? input.find(({ group_id }) => group_id)?.group_id ?? null,
      senderId: group ? agent.id : null,
      firstToolChoice: options.tool_choice ?? null,
      responseFormat:
        options.response_format ??
        (agent.response_format as ResponseFormat | null) ??
        llmConfig.response_format ??
        null,
      resumedStepId: pendingApproval(history)?.request.step_id ?? null,
      progress,
      signal,
    },
    ports: { model, tools, ids: ctx.ids, clock: ctx.clock, compaction },
  };
}

async function loadWindow(
  ctx: Context,
  agent: PreparedTurn["agent"],
  conversation: ConversationRow | null,
  runId: string | null,
): Promise<Message[]> {
  const ids = conversation ? conversation.in_context_message_ids : agent.message_ids;
  if (!agent.message_buffer_autoclear) return loadMessages(ctx, agent.id, ids);
  const place = { agentId: agent.id, conversationId: conversation?.id ?? null };
  const own = runId ? await messagesOfRun(ctx, agent.id, runId) : await waitingTurn(ctx, place, ids);
  return [...(await loadMessages(ctx, agent.id, ids.slice(0, 1))), ...own];
}

/** What an agent without a buffer is shown of the turn that it is in. */
async function messagesOfRun(ctx: Context, agent_id: string, run_id: string): Promise<Message[]> {
  const where = { organization_id: ctx.actor.organizationId, agent_id, run_id };
  const rows = await ctx.db.message.findMany({ where, orderBy: { seq: "asc" } });
  return rows.map(messageOf);
}

/** The input of a turn that another process began, without what has become history or is about to. */
async function notYetStored(
  ctx: Context,
  agent_id: string,
  input: Message[],
  { interrupted }: TurnProgress,
): Promise<Message[]> {
  const where = {
    organization_id: ctx.actor.organizationId,
    agent_id,
    id: { in: input.map(({ id }) => id) },
  };
  const stored = await ctx.db.message.findMany({ where, select: { id: true } });
  const known = new Set([...stored, ...(interrupted?.messages ?? [])].map(({ id }) => id));
  return input.filter(({ id, role }) => !known.has(id) && role !== "approval");
}

/** The request's model, else the conversation's, else the agent's. */
async function configFor(
  ctx: Context,
  config: LlmConfig,
  conversation: ConversationRow | null,
  override: string | null,
): Promise<LlmConfig> {
  if (override && override !== config.handle) return configOfHandle(ctx, override);
  return conversation && !override ? conversationConfig(ctx, config, conversation) : config;
}

const loadSkillBlocks = async (ctx: Context, agent_id: string): Promise<SkillBlock[]> => {
  const where = { agent_id, organization_id: ctx.actor.organizationId, label: { startsWith: "skills/" } };
  const links = await ctx.db.agentBlock.findMany({
    where,
    select: { label: true, block: { select: { description: true } } },
  });
  return links.map(({ label, block }) => ({ label, description: block.description }));
};

/** The system message as this request has it: with its skills, or replaced by its own text. Neither is stored. */
function withSystem(
  [system, ...rest]: Message[],
  { override_system, client_skills = [] }: RunInput["options"],
  skillBlocks: SkillBlock[],
): Message[] {
  const text = override_system || withSkills(textOf(system.content), client_skills, skillBlocks);
  return [{ ...system, content: [{ type: "text", text }] }, ...rest];
}
