"use client";
import { CloudOff } from "lucide-react";
import dynamic from "next/dynamic";
import { type RefObject, useState } from "react";
import { Button } from "@/components/ui/button";
import { toast } from "@/components/ui/toast";
import type { ChatSession } from "./chat-session";
import type { ChatState, Phase } from "./chat-state";
import { Composer, type Written } from "./composer";
import { readDraft, writeDraft } from "./draft";
import { memoryStepsFrom } from "./memory-steps";
import type { UserItem } from "./transcript-items";

const QueuePanel = dynamic(() => import("./queue-panel").then((file) => file.QueuePanel));
const EditBanner = dynamic(() => import("./edit-banner").then((file) => file.EditBanner));

type ConversationFootProps = {
  agent: { id: string; name: string };
  session: ChatSession;
  state: ChatState;
  input: RefObject<HTMLTextAreaElement | null>;
  edited: UserItem | null;
  hasApprovals: boolean;
  onEdit: (item: UserItem | null) => void;
  onTryNow: () => void;
  onSent: () => void;
};

/** Where the user speaks: the queue, what is being edited, and the field itself. */
export function ConversationFoot(props: ConversationFootProps) {
  const { agent, session, state, input, edited, hasApprovals, onEdit, onTryNow, onSent } = props;
  const { phase, queue, transcript } = state;
  const [isMemoryUndone, setIsMemoryUndone] = useState(true);
  /** Taken out of the queue to be changed; the number makes the field start anew. */
  const [taken, setTaken] = useState<{ count: number; written: Written } | null>(null);
  const isIdle = phase.name === "idle";
  const stop = () =>
    session.stop().catch((error: Error) => toast.failed("The run could not be stopped", error.message));
  const send = async (written: Written) => {
    onSent();
    if (!edited) return void session.say(written);
    onEdit(null);
    await session
      .sayInstead(edited, written, { isMemoryUndone })
      .catch((error: Error) => toast.failed("The message was not changed", error.message));
  };
  const initial = edited ??
    taken?.written ?? { text: readDraft(agent.id), images: [], role: "user" as const };
  return (
    <div className="mx-auto w-full max-w-reading px-3 pb-2.5 md:px-8">
      {state.isAway && <AwayNotice onTryNow={onTryNow} />}
      {queue.length > 0 && (
        <QueuePanel
          queue={queue}
          isHeld={isIdle && !hasApprovals}
          onChange={session.setQueue}
          onEdit={(draft) => setTaken({ count: (taken?.count ?? 0) + 1, written: draft })}
          onGoOn={session.sayNext}
        />
      )}
      {edited && (
        <EditBanner
          following={followingOf(state, edited)}
          memorySteps={memoryStepsFrom(transcript, edited.key).length}
          isMemoryUndone={isMemoryUndone}
          onMemoryUndone={setIsMemoryUndone}
          onCancel={() => onEdit(null)}
        />
      )}
      <Composer
        key={edited?.key ?? `new:${taken?.count ?? 0}`}
        agentName={agent.name}
        input={input}
        initial={initial}
        isFocusedAtFirst={edited !== null || taken !== null}
        obstacle={obstacleTo(phase, { hasApprovals, isEditing: edited !== null })}
        isQueueing={!isIdle || queue.length > 0}
        onStop={"runId" in phase ? stop : undefined}
        isStopping={phase.name === "stopping"}
        onType={edited ? undefined : (text) => writeDraft(agent.id, text)}
        onSend={send}
        onEscape={edited ? () => onEdit(null) : undefined}
        onUp={isIdle && !edited ? () => onEdit(lastSaid(state)) : undefined}
      />
    </div>
  );
}

/** What is written is never lost; only what would contradict something is held back. */
function obstacleTo(
  phase: Phase,
  { hasApprovals, isEditing }: { hasApprovals: boolean; isEditing: boolean },
) {
  if (hasApprovals) return "Approve or deny the call above first.";
  if (isEditing && phase.name !== "idle") return "The agent is answering. Stop it to edit.";
  return null;
}

const lastSaid = ({ transcript }: ChatState): UserItem | null =>
  transcript.items.findLast((item): item is UserItem => item.kind === "user") ?? null;

function followingOf({ transcript }: ChatState, { key, messageId }: UserItem): number {
  const start = transcript.items.findLastIndex((item) => item.key === key);
  const ids = transcript.items.slice(start + 1).flatMap((item) => item.messageId ?? []);
  return new Set(ids.filter((id) => id !== messageId)).size;
}

const AwayNotice = ({ onTryNow }: { onTryNow: () => void }) => (
  <div
    role="status"
    className="mb-2 flex items-center gap-2 rounded-lg bg-danger-soft py-1.5 pr-2 pl-3 text-danger-text text-xs"
  >
    <CloudOff aria-hidden="true" className="size-3.5 shrink-0" />
    <span className="flex-1">
      The server does not answer. What you write is kept; this page keeps trying.
    </span>
    <Button size="sm" onClick={onTryNow}>
      Try now
    </Button>
  </div>
);
