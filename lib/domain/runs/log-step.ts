import type { RunModel } from "@/lib/generated/prisma/models";
import type { Message } from "@/lib/runtime/messages";
import type { ModelUsage } from "@/lib/runtime/ports";
import type { Context } from "../context";
import { toLettaMessages, type ViewOptions } from "../messages/to-letta-messages";

export interface StoredStep {
  stepId: string;
  messages: Message[];
  /** Ids of the step's input, which is not shown to the one who sent it. */
  input: Set<string>;
  usage: ModelUsage | null;
  view: ViewOptions;
}

/** Logs that a step did not become history, although its model and its tools are done. */
export function giveUpStep(
  ctx: Context,
  run: Pick<RunModel, "id">,
  { step_id, usage, messages }: Pick<StoredStep, "messages" | "usage"> & { step_id: string },
): void {
  ctx.runLog.append(run.id, { type: "step_finished", step_id, status: "failed", usage });
  // A step that answers a request is that of the request, of which nothing is taken back.
  if (!messages[0]?.approval_request_id) ctx.runLog.append(run.id, { type: "step_discarded", step_id });
}

/** Logs a step that has become history: the public form of what it made, and its end. */
export function logStep(
  ctx: Context,
  run: Pick<RunModel, "id">,
  { stepId, messages, input, usage, view }: StoredStep,
): void {
  for (const message of messages) {
    // Where text is thought, notes that keep the turn going are for the model alone.
    const isNote = message.role === "user" && !view.isTextSpoken;
    if (input.has(message.id) || isNote) continue;
    const streamed = message.role === "assistant" || message.role === "approval";
    for (const item of toLettaMessages(message, view))
      ctx.runLog.append(run.id, { type: "message", message: item, streamed });
  }
  ctx.runLog.append(run.id, { type: "step_finished", step_id: stepId, status: "success", usage });
}
