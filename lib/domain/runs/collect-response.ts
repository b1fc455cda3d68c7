import type { LettaResponse } from "@/lib/contract/messages/responses";
import type { LettaMessageUnion } from "@/lib/contract/messages/schemas";
import type { RunEvent } from "@/lib/runtime/events";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { readEvents } from "./read-events";
import { runFailure } from "./run-failure";
import type { RunInput } from "./run-input";

/**
 * Waits for the end of a run and gives its messages as one answer: the same events as a stream, read whole.
 * @throws AppError for a turn that ended in an error of the provider, the request or the server
 */
export async function collectResponse(ctx: Context, runId: string): Promise<LettaResponse> {
  const messages: LettaMessageUnion[] = [];
  for await (const { event } of readEvents(ctx, runId, new AbortController().signal)) {
    if (event.type === "message" || event.type === "compaction")
      messages.push(event.message as unknown as LettaMessageUnion);
    if (event.type === "stopped") return response(messages, event, await wantedTypes(ctx, runId));
  }
  throw new AppError("unavailable", "The server is stopping; the turn goes on when it is back", {
    // The message is accepted: an SDK that repeats the request by itself would send it twice.
    headers: { "x-should-retry": "false" },
  });
}

function response(
  messages: LettaMessageUnion[],
  end: Extract<RunEvent, { type: "stopped" }>,
  types: string[] | null,
): LettaResponse {
  if (end.error) throw runFailure(end.error);
  return {
    messages: types
      ? messages.filter(({ message_type: type }) => aboutTheWindow.has(type) || types.includes(type))
      : messages,
    stop_reason: { message_type: "stop_reason", stop_reason: end.stop_reason },
    usage: { message_type: "usage_statistics", ...end.usage, run_ids: end.run_ids ?? null },
    logprobs: null,
    turns: null,
  };
}

/** Given to all who asked for them, whatever other types they want. */
const aboutTheWindow = new Set<string>(["event_message", "summary_message"]);

async function wantedTypes(ctx: Context, id: string): Promise<string[] | null> {
  const where = { id, organization_id: ctx.actor.organizationId };
  const run = await ctx.db.run.findFirst({ where, select: { input: true } });
  return (run?.input as unknown as RunInput | undefined)?.options?.include_return_message_types ?? null;
}
