import { accessFetch } from "@/components/access";
import { api } from "@/components/api";
import { routes } from "@/components/routes";
import { openStream } from "@/lib/contract/client";
import { StreamError } from "@/lib/contract/sse-reader";
import type { Activity } from "./chat-state";
import type { Draft, Outgoing } from "./draft-message";
import type { StreamEvent } from "./transcript-items";

const latestRunsLimit = 20;

/** The conversation's share of the API. Its state is the transcript, so it is folded there and not cached as well. */
export const chatApi = (agentId: string) => ({
  listMessages: ({ before, limit }: { before?: string; limit: number }) =>
    api.agents.listMessages({
      params: { agent_id: agentId },
      query: { before, limit, conversation_id: "default" },
    }),
  latestRuns: async () => {
    const runs = await api.runs.listRuns({ query: { agent_id: agentId, limit: latestRunsLimit } });
    return runs.filter((run) => run.conversation_id === null);
  },
  retrieveRun: (runId: string) => api.runs.retrieveRun({ params: { run_id: runId } }),
  cancelRun: (runId: string) =>
    api.agents.cancelMessage({ params: { agent_id: agentId }, body: { run_ids: [runId] } }),
  rewind: async (messageId: string) => {
    const call = { params: { agent_id: agentId }, body: { message_id: messageId } };
    return (await api.mneme.rewindAgent(call)).removed_message_ids;
  },
  undoMemory: (stepId: string) => api.mneme.undoStepMemory({ params: { step_id: stepId } }),
  search: (query: string, signal: AbortSignal) =>
    api.agents.searchMessages(
      {
        body: {
          query,
          agent_id: agentId,
          conversation_id: "default",
          roles: ["user", "assistant"],
          limit: 30,
        },
      },
      { signal },
    ),
  send: (message: Outgoing) =>
    api.agents.createAgentMessageAsync({
      params: { agent_id: agentId },
      body: { messages: [wire(message)] },
    }),
  follow: (runId: string, startingAfter: number, signal: AbortSignal) =>
    reported(
      openStream(
        routes.mneme.followRun,
        { params: { run_id: runId }, query: { starting_after: startingAfter } },
        { signal, fetch: accessFetch },
      ),
    ),
  activity: (signal: AbortSignal): AsyncIterable<Activity> =>
    openStream(routes.mneme.followAgent, { params: { agent_id: agentId } }, { signal, fetch: accessFetch }),
});

function wire(message: Outgoing) {
  if (message.type === "text") {
    const { role, otid } = message;
    return { type: "message" as const, role, content: contentOf(message), otid };
  }
  const approvals = message.decisions.map(({ callId, isApproved, reason, arguments: changed }) => ({
    type: "approval" as const,
    tool_call_id: callId,
    approve: isApproved,
    reason: reason || undefined,
    ...(changed && { arguments: changed }),
  }));
  return { type: "approval" as const, approvals };
}

function contentOf({ text, images }: Draft) {
  if (images.length === 0) return text;
  const pictures = images.map((address) => {
    const [, media_type, data] = /^data:([^;]+);base64,(.*)$/s.exec(address) ?? [];
    return { type: "image" as const, source: { type: "base64" as const, media_type, data } };
  });
  return [...pictures, ...(text ? [{ type: "text" as const, text }] : [])];
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
