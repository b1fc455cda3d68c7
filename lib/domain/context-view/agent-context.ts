import type { MnemeContextView } from "@/lib/contract/mneme/context";
import { ModelError } from "@/lib/runtime/model-error";
import { modelRequest } from "@/lib/runtime/request";
import { openTurn } from "@/lib/runtime/turn";
import { AppError } from "@/lib/shared/errors";
import { assertAgentExists } from "../agents/agent-row";
import type { Context } from "../context";
import { prepareTurn } from "../runs/prepare-turn";
import { runOptions } from "../runs/run-input";
import { conversationWindow } from "../runs/window";
import { contextSections, knownIds } from "./context-sections";
import { readRequest } from "./read-request";

/**
 * What the agent would send if it had to think now, in sections; the next message would come on top. Nothing is
 * stored or sent.
 * @throws AppError `not_found`; `unavailable` when the agent's provider is not connected
 */
export async function agentContext(
  ctx: Context,
  agentId: string,
  conversationId: string | null,
): Promise<MnemeContextView> {
  await assertAgentExists(ctx, agentId);
  if (conversationId) await conversationWindow(ctx, agentId, conversationId);
  const [{ body, config }, ids] = await Promise.all([
    nextRequest(ctx, agentId, conversationId),
    knownIds(ctx, agentId),
  ]);
  const request = readRequest(body);
  return {
    agent_id: agentId,
    step_id: null,
    run_id: null,
    model: config.handle ?? config.model,
    context_window: config.context_window,
    ...contextSections(ctx, request, ids),
    provider_usage: null,
    parameters: request.parameters,
  };
}

async function nextRequest(ctx: Context, agent_id: string, conversation_id: string | null) {
  const run = {
    id: ctx.ids.next("run"),
    agent_id,
    conversation_id,
    input: { messages: [], options: runOptions({}) },
  };
  try {
    const { input, ports } = await prepareTurn(ctx, run, new AbortController().signal);
    const body = await ports.model.preview(modelRequest(openTurn(input, ports)));
    return { body, config: ports.model.config };
  } catch (cause) {
    if (cause instanceof ModelError) throw new AppError("unavailable", cause.message, { cause });
    throw cause;
  }
}
