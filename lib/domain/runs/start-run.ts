import type { Prisma } from "@/lib/generated/prisma/client";
import type { RunModel } from "@/lib/generated/prisma/models";
import { AppError } from "@/lib/shared/errors";
import { findAgent } from "../agents/agent-row";
import type { AcceptedRun, Context } from "../context";
import { inManagedGroup } from "../groups/managed-group";
import { fetchImages } from "../messages/fetch-images";
import { type InputFields, readInput } from "../messages/read-input";
import { LEASE_MS } from "./lease";
import { type RunInput, type RunOptions, runOptions } from "./run-input";
import { originOf } from "./run-origin";

export interface RunRequest
  extends InputFields,
    Partial<Omit<Parameters<typeof runOptions>[0], "streaming">> {
  background?: boolean;
  callback_url?: string | null;
}

export interface RunTarget {
  agentId: string;
  /** Null: the default conversation. */
  conversationId?: string | null;
}

export type RunKind =
  | "send_message"
  | "send_message_streaming"
  | "send_message_async"
  | "send_conversation_message"
  | "openai_chat_completions"
  | "batch_messages"
  | "approval_expiry"
  | "group_send_message"
  | "sleeptime_agent_send_message_async"
  | "multi_agent_send_message"
  | "multi_agent_send_message_async";

/**
 * Accepts a turn: stores the run with its input and hands it to the executor, which runs it whether or not the
 * caller stays. Turns of one conversation go one after the other, in the order they were accepted.
 * @throws AppError for a missing agent, an unknown override model, or input that is empty or malformed
 */
export async function startRun(
  ctx: Context,
  target: RunTarget,
  body: RunRequest,
  kind: RunKind,
): Promise<RunModel> {
  const run = await ctx.db.run.create({ data: await planRun(ctx, target, body, kind) });
  launchRun(ctx, run);
  return run;
}

/** The row of a run that may be accepted, not yet stored. Images at addresses are fetched for it. */
export async function planRun(
  ctx: Context,
  target: RunTarget,
  body: RunRequest,
  kind: RunKind,
  metadata: Record<string, string> = {},
) {
  const { agent, conversationId, options, ...checked } = await checkRequest(ctx, target, body);
  const messages = await fetchImages(ctx, checked.messages);
  const now = ctx.clock.now();
  return {
    id: ctx.ids.next("run"),
    created_at: now,
    organization_id: ctx.actor.organizationId,
    agent_id: agent.id,
    conversation_id: conversationId,
    status: "created",
    background: body.background ?? false,
    metadata: { run_type: kind, ...metadata },
    request_config: requestConfig(body, options),
    input: {
      messages,
      options,
      origin: originOf(ctx),
    } satisfies RunInput as unknown as Prisma.InputJsonValue,
    callback_url: body.callback_url ?? null,
    base_template_id: agent.base_template_id,
    project_id: agent.project_id,
    actor_type: ctx.actor.type,
    actor_id: ctx.actor.id,
    lease_owner: ctx.executor.ownerId,
    lease_expires_at: new Date(now.getTime() + LEASE_MS),
  } satisfies Prisma.RunUncheckedCreateInput;
}

/**
 * What a request asks for, if it could be accepted.
 * @throws AppError for a missing agent, an unknown override model, or input that is empty or malformed
 */
export async function checkRequest(ctx: Context, target: RunTarget, body: RunRequest) {
  const agent = await findAgent(ctx, target.agentId);
  const conversationId = target.conversationId ?? null;
  const input = readInput(ctx, body, { conversationId, timezone: agent.timezone });
  const messages = await inManagedGroup(ctx, agent, input);
  const options = runOptions(body);
  if (options.max_steps < 1) throw new AppError("invalid_argument", "max_steps must be at least 1");
  // Providers are not asked while rows are locked: whoever plans runs in a transaction has checked the request before.
  if (options.override_model && !ctx.isInTransaction) await assertModelExists(ctx, options.override_model);
  return { agent, conversationId, messages, options };
}

/** Hands a stored run to the executor. Not inside the transaction that stores it: the executor would not find it. */
export function launchRun(ctx: Context, run: RunModel): void {
  ctx.runLog.append(run.id, { type: "accepted" });
  ctx.activity.announce(run.organization_id);
  ctx.executor.start(acceptedRun(run));
}

export const acceptedRun = (run: RunModel): AcceptedRun => ({
  id: run.id,
  agentId: run.agent_id,
  conversationId: run.conversation_id,
  organizationId: run.organization_id,
  acceptedNo: run.accepted_no,
});

function requestConfig(body: RunRequest, options: RunOptions) {
  return {
    use_assistant_message: options.use_assistant_message,
    assistant_message_tool_name: body.assistant_message_tool_name ?? "send_message",
    assistant_message_tool_kwarg: body.assistant_message_tool_kwarg ?? "message",
    include_return_message_types: options.include_return_message_types,
  };
}

async function assertModelExists(ctx: Context, handle: string) {
  if (!handle.includes("/"))
    throw new AppError("invalid_argument", `'${handle}' is not a handle of the form provider/model-name`);
  const models = await ctx.models.listModels(ctx.actor.organizationId);
  if (!models.some((model) => model.handle === handle))
    throw new AppError("not_found", `Handle ${handle} not found; the model list names what is available`);
}
