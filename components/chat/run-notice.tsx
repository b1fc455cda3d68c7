"use client";
import { CircleAlert, CircleSlash, Info, RotateCw } from "lucide-react";
import Link from "next/link";
import { memo } from "react";
import { Button } from "@/components/ui/button";
import { CopyButton } from "@/components/ui/copy-button";
import { useConversation } from "./conversation-context";
import { describeOutcome, type OutcomeWords } from "./run-outcome";
import type { NoteItem, OutcomeItem } from "./transcript-items";

const looks: Record<OutcomeWords["tone"], { box: string; Icon: typeof Info }> = {
  neutral: { box: "text-ink-muted", Icon: CircleSlash },
  mark: { box: "bg-mark-soft text-mark-text", Icon: Info },
  danger: { box: "bg-danger-soft text-danger-text", Icon: CircleAlert },
};

/** The named end of a run, unless it ended as one hopes. */
export const RunNotice = memo(function RunNotice({ item }: { item: OutcomeItem }) {
  const words = describeOutcome(item);
  if (!words) return null;
  const { box, Icon } = looks[words.tone];
  if (words.tone === "neutral")
    return (
      <p role="status" className={`flex items-center gap-1.5 py-2 text-xs ${box}`}>
        <Icon aria-hidden="true" className="size-3.5" /> {words.title}
      </p>
    );
  const diagnosis = [
    `${words.title} (${item.stopReason})`,
    item.runId,
    item.error?.type,
    item.error?.message,
    item.error?.detail,
  ];
  return (
    <div role="alert" className={`my-2 flex gap-2.5 rounded-md py-2.5 pr-2 pl-3 ${box}`}>
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-0.5">
        <p className="font-medium">{words.title}</p>
        {item.error && <p className="wrap-anywhere">{item.error.message}</p>}
        {words.advice && <p className="text-ink-muted">{words.advice}</p>}
        <NextSteps item={item} place={words.place} />
      </div>
      <CopyButton value={diagnosis.filter(Boolean).join("\n")} label="Copy diagnostics" />
    </div>
  );
});

const linkClass =
  "inline-flex h-7 items-center rounded-sm px-1 text-ink text-xs underline underline-offset-2";

function NextSteps({ item, place }: { item: OutcomeItem; place: OutcomeWords["place"] }) {
  const { isIdle, lastKey, onTryAgain } = useConversation();
  return (
    <div className="flex flex-wrap items-center gap-x-3 gap-y-1 pt-1.5 empty:hidden">
      {isIdle && item.key === lastKey && (
        <Button size="sm" onClick={onTryAgain}>
          <RotateCw /> Try again
        </Button>
      )}
      {place === "models" && (
        <Link href="/models" className={linkClass}>
          Models and keys
        </Link>
      )}
      {item.runId && (
        <Link href={`/runs/${item.runId}`} className={linkClass}>
          What happened
        </Link>
      )}
    </div>
  );
}

/** What the server itself put into the conversation. */
export const Note = memo(function Note({ item }: { item: NoteItem }) {
  if (!item.detail) return <p className="py-2 text-center text-2xs text-ink-faint">{item.text}</p>;
  return (
    <details className="py-2 text-ink-faint text-xs">
      <summary className="mx-auto w-fit rounded-sm px-1 py-1 text-2xs">{item.text}</summary>
      <p className="wrap-anywhere mt-1 whitespace-pre-wrap border-l py-0.5 pl-4 text-ink-muted">
        {item.detail}
      </p>
    </details>
  );
});
