import { api } from "@/components/api";
import { routes } from "@/components/routes";
import { openStream } from "@/lib/contract/client";
import { StreamError } from "@/lib/contract/sse-reader";
import type { Outgoing } from "./pending-message";
import type { StreamEvent } from "./transcript-items";

/** The conversation's share of the API. Its state is the transcript, so it is folded there and not cached as well. */
export const chatApi = (agentId: string) => ({
  listMessages: ({ before, limit }: { before?: string; limit: number }) =>
    api.agents.listMessages({ params: { agent_id: agentId }, query: { before, limit } }),
  latestRun: async () => (await api.runs.listRuns({ query: { agent_id: agentId, limit: 1 } }))[0] ?? null,
  retrieveRun: (runId: string) => api.runs.retrieveRun({ params: { run_id: runId } }),
  cancelRun: (runId: string) =>
    api.agents.cancelMessage({ params: { agent_id: agentId }, body: { run_ids: [runId] } }),
  send: (message: Outgoing, signal: AbortSignal) =>
    reported(
      openStream(
        routes.agents.createAgentMessageStream,
        {
          params: { agent_id: agentId },
          body: {
            messages: [wire(message)],
            streaming: true,
            stream_tokens: true,
            background: true,
            include_pings: true,
          },
        },
        { signal },
      ),
    ),
  resume: (runId: string, startingAfter: number, signal: AbortSignal) =>
    reported(
      openStream(
        routes.runs.retrieveStreamForRun,
        { params: { run_id: runId }, body: { starting_after: startingAfter, include_pings: true } },
        { signal },
      ),
    ),
});

function wire(message: Outgoing) {
  if (message.type === "text") return { role: "user" as const, content: message.text, otid: message.otid };
  const approvals = message.decisions.map(({ callId, isApproved, reason }) => ({
    type: "approval" as const,
    tool_call_id: callId,
    approve: isApproved,
    reason: reason || undefined,
  }));
  return { type: "approval" as const, approvals };
}

/** A failure that the run reports is one of its events; only a broken connection is an exception. */
async function* reported(events: AsyncIterable<StreamEvent>): AsyncGenerator<StreamEvent> {
  try {
    yield* events;
  } catch (cause) {
    const body = cause instanceof StreamError ? (cause.body as StreamEvent | null) : null;
    if (body?.message_type !== "error_message") throw cause;
    yield body;
  }
}
