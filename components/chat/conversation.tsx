"use client";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { toast } from "@/components/ui/toast";
import { replaceParams } from "@/components/ui/url-params";
import { ApprovalPanel } from "./approval-panel";
import type { ChatState } from "./chat-state";
import { ConversationBar } from "./conversation-bar";
import { ConversationContext } from "./conversation-context";
import { ConversationFoot } from "./conversation-foot";
import { ConversationSkeleton, Unavailable } from "./conversation-states";
import { Suggestions } from "./suggestions";
import { pendingApprovals } from "./transcript";
import type { UserItem } from "./transcript-items";
import { type TranscriptHandle, TranscriptView } from "./transcript-view";
import { useDetailLevel } from "./use-detail-level";
import { type ConversationEvents, useRunStream } from "./use-run-stream";

const MessageSearch = dynamic(() => import("./message-search").then((module) => module.MessageSearch));

type ConversationProps = ConversationEvents & {
  agent: { id: string; name: string; windowIds: readonly string[] | null };
  isDemo: boolean;
};

export function Conversation({ agent, isDemo, ...events }: ConversationProps) {
  const { session, state, wake } = useRunStream(agent.id, events);
  const level = useDetailLevel();
  const [isSearching, setIsSearching] = useState(false);
  const [edited, setEdited] = useState<UserItem | null>(null);
  const input = useRef<HTMLTextAreaElement>(null);
  const view = useRef<TranscriptHandle>(null);
  const { phase, transcript } = state;
  const isIdle = phase.name === "idle";
  const approvals = isIdle ? pendingApprovals(transcript) : [];
  const { foundKey, lead } = useFoundMessage(session, view, phase.name === "loading");
  const loadOlder = useCallback(() => {
    session.loadOlder().catch(told("Earlier messages could not be loaded"));
  }, [session]);
  const edit = useCallback((item: UserItem | null) => {
    setEdited(item);
    input.current?.focus();
  }, []);
  const actions = useMemo(() => {
    const sayAgain = (item: UserItem | undefined) =>
      item &&
      session.sayInstead(item, item, { isMemoryUndone: true }).catch(told("It could not be tried again"));
    return {
      onSendAgain: (item: UserItem) => void session.retry(item),
      onEdit: edit,
      onTryAgain: () => void sayAgain(lastSaid(session.state())),
      onUndoMemory: (stepId: string) => session.undoMemory(stepId).catch(told("The change was not undone")),
    };
  }, [session, edit]);
  const lastKey = lastKeyOf(state);
  const { undoneSteps } = transcript;
  const context = useMemo(
    () => ({ agentId: agent.id, level, isIdle, lastKey, foundKey, undoneSteps, ...actions }),
    [agent.id, level, isIdle, lastKey, foundKey, undoneSteps, actions],
  );
  if (phase.name === "unavailable" || phase.name === "gone")
    return <Unavailable phase={phase} onRetry={session.reload} />;
  if (phase.name === "loading" && transcript.items.length === 0) return <ConversationSkeleton />;
  return (
    <ConversationContext value={context}>
      <div className="flex h-full min-h-0 flex-col">
        <ConversationBar
          level={level}
          isSearching={isSearching}
          onSearch={() => setIsSearching(!isSearching)}
        />
        {isSearching && (
          <MessageSearch agentId={agent.id} onChoose={lead} onClose={() => setIsSearching(false)} />
        )}
        <TranscriptView
          ref={view}
          state={state}
          level={level}
          windowIds={agent.windowIds}
          onLoadOlder={loadOlder}
          onTryNow={wake}
        >
          {transcript.items.every((item) => item.kind === "note") && (
            <Suggestions
              agentName={agent.name}
              isDemo={isDemo}
              onChoose={(text) => {
                void session.say({ text, images: [], role: "user" });
                input.current?.focus();
              }}
            />
          )}
          {approvals.length > 0 && (
            <ApprovalPanel key={approvals[0].key} calls={approvals} onDecide={session.decide} />
          )}
        </TranscriptView>
        <ConversationFoot
          agent={agent}
          session={session}
          state={state}
          input={input}
          edited={edited}
          hasApprovals={approvals.length > 0}
          onEdit={edit}
          onTryNow={wake}
          onSent={() => view.current?.toEnd()}
        />
      </div>
    </ConversationContext>
  );
}

const told = (title: string) => (error: Error) => toast.failed(title, error.message);

const lastSaid = ({ transcript }: ChatState): UserItem | undefined =>
  transcript.items.findLast((item): item is UserItem => item.kind === "user");

/** The last answer, or the end that is announced after it. */
function lastKeyOf({ transcript }: ChatState): string | null {
  const last = transcript.items.findLast((item) => item.kind !== "note");
  if (last?.kind !== "outcome") return last?.key ?? null;
  const isQuiet = last.stopReason === "end_turn" && !last.error;
  return isQuiet ? (transcript.items.findLast((item) => item.kind === "assistant")?.key ?? null) : last.key;
}

/** The message that the address names, or that was just found: read back to, shown, and marked. */
function useFoundMessage(
  session: ReturnType<typeof useRunStream>["session"],
  view: { current: TranscriptHandle | null },
  isLoading: boolean,
) {
  const [foundKey, setFoundKey] = useState<string | null>(null);
  const lead = useCallback(
    async (messageId: string) => {
      const key = await session.seek(messageId).catch(() => null);
      if (!key) return toast.failed("That message is not in this conversation");
      setFoundKey(key);
      replaceParams({ message: messageId });
      view.current?.show(key);
    },
    [session, view],
  );
  const asked = useSearchParams().get("message");
  const isAsked = useRef(asked);
  useEffect(() => {
    if (isLoading || !isAsked.current) return;
    void lead(isAsked.current);
    isAsked.current = null;
  }, [isLoading, lead]);
  return { foundKey, lead };
}
