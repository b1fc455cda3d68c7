"use client";
import { useCallback, useRef } from "react";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { toast } from "@/components/ui/toast";
import { ApprovalPanel } from "./approval-panel";
import type { Phase } from "./chat-state";
import { Composer } from "./composer";
import { Suggestions } from "./suggestions";
import { pendingApprovals } from "./transcript";
import type { UserItem } from "./transcript-items";
import { TranscriptView } from "./transcript-view";
import { type ConversationEvents, useRunStream } from "./use-run-stream";

type ConversationProps = ConversationEvents & { agent: { id: string; name: string }; isDemo: boolean };

export function Conversation({ agent, isDemo, ...events }: ConversationProps) {
  const { session, state } = useRunStream(agent.id, events);
  const input = useRef<HTMLTextAreaElement>(null);
  const { phase, transcript } = state;
  const approvals = phase.name === "idle" ? pendingApprovals(transcript) : [];
  const retry = useCallback(
    (item: UserItem) => void session.sendText(item.text, item.otid ?? undefined),
    [session],
  );
  const loadOlder = useCallback(() => {
    session
      .loadOlder()
      .catch((error: Error) => toast.failed("Earlier messages could not be loaded", error.message));
  }, [session]);
  const stop = () =>
    session.stop().catch((error: Error) => toast.failed("The run could not be stopped", error.message));
  const choose = (prompt: string) => {
    void session.sendText(prompt);
    input.current?.focus();
  };
  if (phase.name === "unavailable")
    return (
      <ErrorState title="Could not read the conversation" detail={phase.reason} onRetry={session.reload} />
    );
  if (phase.name === "loading" && transcript.items.length === 0) return <ConversationSkeleton />;
  return (
    <div className="flex h-full min-h-0 flex-col">
      <TranscriptView state={state} onRetry={retry} onLoadOlder={loadOlder}>
        {transcript.items.length === 0 && (
          <Suggestions agentName={agent.name} isDemo={isDemo} onChoose={choose} />
        )}
        {approvals.length > 0 && (
          <ApprovalPanel key={approvals[0].key} calls={approvals} onDecide={session.decide} />
        )}
      </TranscriptView>
      <Composer
        agentId={agent.id}
        agentName={agent.name}
        input={input}
        obstacle={obstacleTo(phase, approvals.length)}
        onStop={"runId" in phase ? stop : undefined}
        isStopping={phase.name === "stopping"}
        onSend={session.sendText}
      />
    </div>
  );
}

function obstacleTo(phase: Phase, approvals: number): string | null {
  if (phase.name === "idle") return approvals > 0 ? "Approve or deny the call above first." : null;
  if (phase.name === "waiting") return "The agent is busy. You can write on; sending waits until it is done.";
  if (phase.name === "sending") return "Sending.";
  return "The agent is answering. You can write on, or stop it.";
}

function ConversationSkeleton() {
  return (
    <div
      aria-busy="true"
      className="mx-auto flex h-full w-full max-w-reading flex-col gap-8 px-4 pt-10 md:px-8"
    >
      <span className="sr-only" role="status">
        Loading the conversation
      </span>
      <Skeleton className="h-9 w-2/5 self-end rounded-xl" />
      <div className="flex flex-col gap-2.5">
        <Skeleton className="w-24" />
        <Skeleton />
        <Skeleton className="w-11/12" />
        <Skeleton className="w-3/5" />
      </div>
      <Skeleton className="h-9 w-1/3 self-end rounded-xl" />
      <Skeleton className="w-4/5" />
    </div>
  );
}
