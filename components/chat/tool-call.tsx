"use client";
import { Brain, Check, ChevronRight, CircleSlash, Hand, Wrench, X } from "lucide-react";
import { memo, type ReactNode, useState } from "react";
import { cn } from "@/components/ui/cn";
import { Elapsed } from "@/components/ui/elapsed";
import { Spinner } from "@/components/ui/spinner";
import { duration } from "@/components/ui/time";
import { useConversation } from "./conversation-context";
import { isMemoryTool, parseArguments, ranWith } from "./memory-edit";
import { ToolDetails } from "./tool-details";
import { type ToolState, toolState } from "./tool-state";
import type { ToolItem } from "./transcript-items";

export const ToolCall = memo(function ToolCall({ item }: { item: ToolItem }) {
  const state = toolState(item);
  const [choice, setChoice] = useState<boolean | null>(null);
  const { level } = useConversation();
  const isOpen = choice ?? (level === "debug" || state === "failed");
  const Icon = isMemoryTool(item.name) ? Brain : Wrench;
  return (
    <section aria-label={`Tool call ${item.name}, ${stateWords[state]}`} className="flex flex-col gap-2 py-1">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => setChoice(!isOpen)}
        className="group flex min-h-7 items-center gap-2 rounded-sm text-left text-xs transition-colors"
      >
        <Icon aria-hidden="true" className="size-3.5 shrink-0 text-ink-faint" />
        <span className="shrink-0 font-medium font-mono">{item.name || "tool"}</span>
        <span className="min-w-0 flex-1 truncate font-mono text-ink-faint">{preview(ranWith(item))}</span>
        <ToolStatus item={item} state={state} />
        <ChevronRight
          aria-hidden="true"
          className={cn(
            "size-3 shrink-0 text-ink-faint transition-transform group-hover:text-ink",
            isOpen && "rotate-90",
          )}
        />
      </button>
      {isOpen && <ToolDetails item={item} />}
    </section>
  );
});

const stateWords: Record<ToolState, string> = {
  running: "running",
  waiting: "waiting for approval",
  succeeded: "done",
  failed: "failed",
  denied: "denied",
  abandoned: "did not finish",
};

function ToolStatus({ item, state }: { item: ToolItem; state: ToolState }) {
  const ms = item.durationMs ?? (item.endedAtMs === null ? 0 : item.endedAtMs - item.startedAtMs);
  const icons: Record<ToolState, ReactNode> = {
    running: <Spinner className="text-accent-text" />,
    waiting: <Hand className="size-3.5 text-mark-text" />,
    succeeded: <Check className="size-3.5 text-positive-text" />,
    failed: <X className="size-3.5 text-danger-text" />,
    denied: <CircleSlash className="size-3.5" />,
    abandoned: <CircleSlash className="size-3.5" />,
  };
  return (
    <span aria-hidden="true" className="flex shrink-0 items-center gap-1.5 text-ink-faint">
      {state === "running" && <Elapsed sinceMs={item.startedAtMs} />}
      {(state === "succeeded" || state === "failed") && (item.durationMs !== null || ms >= 950) && (
        <span className="text-2xs">{ms < 950 ? `${Math.max(1, Math.round(ms))} ms` : duration(ms)}</span>
      )}
      {state !== "succeeded" && state !== "running" && stateWords[state]}
      {icons[state]}
    </span>
  );
}

/** The arguments in one line; while they are being written, what there is of them. */
function preview(text: string): string {
  const given = parseArguments(text);
  if (!given) return text;
  return Object.values(given)
    .map((value) => (typeof value === "string" ? value : JSON.stringify(value)))
    .join(" · ");
}
