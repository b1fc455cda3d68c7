"use client";
import Link from "next/link";
import { CopyButton } from "@/components/ui/copy-button";
import { exactTime } from "@/components/ui/time";
import { useConversation } from "./conversation-context";
import type { TranscriptItem } from "./transcript-items";

const linkClass = "rounded-xs text-accent-text underline-offset-2 hover:underline";

/** In Debug, where an item comes from: its ids, its time, and the ways to its step and run. */
export function RowDetails({ item }: { item: TranscriptItem }) {
  const { level, agentId } = useConversation();
  if (level !== "debug") return null;
  const at = new Date(item.startedAtMs).toISOString();
  return (
    <div className="flex min-h-6 flex-wrap items-center gap-x-3 gap-y-0.5 pb-2 font-mono text-2xs text-ink-faint">
      <span>{item.kind}</span>
      <time dateTime={at} suppressHydrationWarning>
        {exactTime(at)}
      </time>
      {item.messageId && (
        <span className="flex items-center">
          {item.messageId.slice(0, 16)}
          <CopyButton value={item.messageId} label="Copy message id" />
        </span>
      )}
      {item.stepId && (
        <Link href={`/agents/${agentId}/context?step=${item.stepId}`} className={linkClass}>
          Context X-ray
        </Link>
      )}
      {item.runId && (
        <Link href={`/runs/${item.runId}${item.stepId ? `#${item.stepId}` : ""}`} className={linkClass}>
          Run
        </Link>
      )}
    </div>
  );
}
