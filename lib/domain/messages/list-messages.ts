import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import { AppError, notFound } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";
import type { Context } from "../context";
import type { RunInput } from "../runs/run-input";
import { inConversation, type MessageQuery, messagePage } from "./list-agent-messages";
import { messageOf } from "./message";
import { toLettaMessages } from "./to-letta-messages";

type PageQuery = Pick<MessageQuery, "before" | "after" | "limit" | "order">;

/** The messages of all agents of the organisation. */
export const listAllMessages = (
  ctx: Context,
  query: PageQuery & Pick<MessageQuery, "conversation_id" | "include_return_message_types">,
) =>
  messagePage(ctx, inConversation(query), query, {
    isTextSpoken: true,
    types: query.include_return_message_types,
  });

/** What one run stored, its input first. The run's own settings of the time decide what is shown. */
export async function listRunMessages(
  ctx: Context,
  runId: string,
  query: PageQuery,
): Promise<LettaMessageUnion[]> {
  if (!isId("run", runId))
    throw new AppError("invalid_argument", `Invalid run ID format: ${runId}. Expected format: 'run-<uuid4>'`);
  const where = { id: runId, organization_id: ctx.actor.organizationId };
  const run = await ctx.db.run.findFirst({
    where,
    select: { input: true, agent: { select: { agent_type: true } } },
  });
  if (!run) throw notFound("Run", runId);
  const { options } = run.input as unknown as RunInput;
  const isV1 = run.agent.agent_type === "letta_v1_agent";
  return messagePage(
    ctx,
    { run_id: runId },
    { ...query, order: query.order ?? "asc" },
    {
      isTextSpoken: isV1,
      foldsSendMessage: !isV1 && options.use_assistant_message,
      types: options.include_return_message_types,
    },
  );
}

export async function listStepMessages(
  ctx: Context,
  stepId: string,
  query: PageQuery,
): Promise<LettaMessageUnion[]> {
  const where = { id: stepId, organization_id: ctx.actor.organizationId };
  if (!(await ctx.db.step.findFirst({ where, select: { id: true } }))) throw notFound("Step", stepId);
  return messagePage(
    ctx,
    { step_id: stepId },
    { ...query, order: query.order ?? "asc" },
    { isTextSpoken: true },
  );
}

/** All public messages of one stored message. */
export async function getMessage(ctx: Context, id: string): Promise<LettaMessageUnion[]> {
  const row = await ctx.db.message.findFirst({ where: { id, organization_id: ctx.actor.organizationId } });
  if (!row) throw notFound("Message", id);
  return toLettaMessages(messageOf(row), { isTextSpoken: true });
}
