import { pendingApproval } from "@/lib/runtime/approvals";
import type { ApprovalReturn, Message } from "@/lib/runtime/messages";
import type { LlmConfig, ResponseFormat } from "@/lib/runtime/model-config";
import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import type { TurnInput, TurnPorts } from "@/lib/runtime/turn";
import { AppError } from "@/lib/shared/errors";
import { agentConfig, findAgent } from "../agents/agent-row";
import type { Context } from "../context";
import { loadMessages } from "../messages/load-messages";
import { toolRunnerFor } from "../tools/tool-runner";
import type { RunInput } from "./run-input";

export interface PreparedTurn {
  input: TurnInput;
  ports: TurnPorts;
  agent: Awaited<ReturnType<typeof findAgent>>;
  options: RunInput["options"];
}

interface StoredRun {
  id: string;
  agent_id: string;
  conversation_id: string | null;
  input: unknown;
}

/**
 * Everything a turn needs, as it is when its turn comes.
 * @throws AppError when the agent waits for an approval and none is given, or the approval fits no pending call
 */
export async function prepareTurn(ctx: Context, run: StoredRun, signal: AbortSignal): Promise<PreparedTurn> {
  const { messages: input, options } = run.input as RunInput;
  const agent = await findAgent(ctx, run.agent_id);
  const config = agentConfig(agent);
  const [history, tools, model] = await Promise.all([
    loadWindow(ctx, agent, run.conversation_id),
    toolRunnerFor(ctx, agent, run.conversation_id),
    modelFor(ctx, config.llm_config, options.override_model),
  ]);
  if (history[0]?.role !== "system")
    throw new AppError("invalid_argument", "The agent has no system message; reset its messages to give it a new one");
  const checked = checkedInput(history, input);
  return {
    agent,
    options,
    input: {
      history: options.override_system ? withSystem(history, options.override_system) : history,
      input: checked,
      maxSteps: options.max_steps,
      toolRules: config.tool_rules as ToolRule[],
      clientTools: options.client_tools.map(({ name, description, parameters }) => ({
        name,
        description: description ?? "",
        parameters: parameters ?? { type: "object", properties: {} },
      })),
      timezone: agent.timezone,
      runId: run.id,
      conversationId: run.conversation_id,
      responseFormat: (agent.response_format as ResponseFormat | null) ?? config.llm_config.response_format ?? null,
      resumedStepId: pendingApproval(history)?.request.step_id ?? null,
      signal,
    },
    ports: { model, tools, ids: ctx.ids, clock: ctx.clock },
  };
}

async function loadWindow(ctx: Context, agent: PreparedTurn["agent"], conversationId: string | null): Promise<Message[]> {
  const ids = conversationId ? await conversationWindow(ctx, agent.id, conversationId) : agent.message_ids;
  const shown = agent.message_buffer_autoclear ? ids.slice(0, 1) : ids;
  return loadMessages(ctx, agent.id, shown);
}

async function conversationWindow(ctx: Context, agent_id: string, id: string): Promise<string[]> {
  const where = { id, agent_id, organization_id: ctx.actor.organizationId };
  const row = await ctx.db.conversation.findFirst({ where, select: { in_context_message_ids: true } });
  if (!row) throw new AppError("not_found", `Conversation '${id}' not found`);
  return row.in_context_message_ids;
}

async function modelFor(ctx: Context, config: LlmConfig, handle: string | null) {
  const organizationId = ctx.actor.organizationId;
  if (!handle || handle === config.handle) return ctx.models.openModel(organizationId, config);
  const info = (await ctx.models.listModels(organizationId)).find((model) => model.handle === handle);
  if (!info) throw new AppError("not_found", `Handle ${handle} not found; the model list names what is available`);
  const window = Math.min(info.maxContextWindow, ctx.settings.globalMaxContextWindow);
  return ctx.models.openModel(organizationId, { ...info.config, context_window: window });
}

const withSystem = ([system, ...rest]: Message[], text: string): Message[] => [
  { ...system, content: [{ type: "text", text }] },
  ...rest,
];

/** The input, if the agent's state lets it in; approvals in the old form get the id of the one pending call. */
export function checkedInput(history: Message[], input: Message[]): Message[] {
  const pending = pendingApproval(history);
  const [first, ...rest] = input;
  if (first.role !== "approval") {
    if (pending) throw waitingForApproval(pending.request.id);
    return input;
  }
  if (!first.approvals?.length) throw new AppError("invalid_argument", "The message does not contain any approvals");
  if (!pending)
    throw new AppError("invalid_argument", "Cannot process the approval: No tool call is currently awaiting approval");
  const expected = pending.waiting.map(({ id }) => id);
  const approvals = translated(first.approvals, pending.request.id, expected);
  const received = approvals.map(({ tool_call_id }) => tool_call_id);
  const isSame = expected.length === received.length && expected.every((id) => received.includes(id));
  if (!isSame)
    throw new AppError(
      "invalid_argument",
      `Invalid tool call IDs. Expected '${JSON.stringify(expected)}', but received '${JSON.stringify(received)}'.`,
    );
  return [{ ...first, approvals, approval_request_id: pending.request.id }, ...rest];
}

function translated(approvals: ApprovalReturn[], requestId: string, expected: string[]): ApprovalReturn[] {
  const [only] = approvals;
  const isOldForm = approvals.length === 1 && expected.length === 1 && only.tool_call_id === requestId;
  return isOldForm ? [{ ...only, tool_call_id: expected[0] }] : approvals;
}

export const waitingForApproval = (pending_request_id: string) => {
  const text =
    "Cannot send a new message: The agent is waiting for approval on a tool call. Please approve or deny the pending request before continuing.";
  return new AppError("conflict", text, {
    detail: { detail: { code: "PENDING_APPROVAL", message: `CONFLICT: ${text}`, pending_request_id } },
  });
};
