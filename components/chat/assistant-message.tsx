"use client";
import { RotateCw } from "lucide-react";
import { memo } from "react";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { Markdown } from "@/components/ui/markdown";
import { clockTime, exactTime } from "@/components/ui/time";
import { useConversation } from "./conversation-context";
import type { AssistantItem } from "./transcript-items";

export const AssistantMessage = memo(function AssistantMessage({ item }: { item: AssistantItem }) {
  const { foundKey } = useConversation();
  return (
    <div className="group flex flex-col">
      <article
        aria-label="Agent"
        aria-busy={item.isStreaming || undefined}
        className={cn("rounded-md py-1.5 text-md", foundKey === item.key && "-mx-3 animate-remember px-3")}
      >
        <Markdown text={item.text} />
      </article>
      <div className="-ml-1.5 -mt-1 flex h-6 items-center gap-0.5 opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
        {!item.isStreaming && <Actions item={item} />}
      </div>
    </div>
  );
});

function Actions({ item }: { item: AssistantItem }) {
  const { isIdle, lastKey, onTryAgain } = useConversation();
  const at = new Date(item.startedAtMs).toISOString();
  return (
    <>
      <CopyButton value={item.text} label="Copy message" />
      {isIdle && item.key === lastKey && (
        <IconButton label="Try again" className="size-6 [&_svg]:size-3.5" onClick={onTryAgain}>
          <RotateCw />
        </IconButton>
      )}
      <time
        dateTime={at}
        title={exactTime(at)}
        suppressHydrationWarning
        className="px-1 text-2xs text-ink-faint"
      >
        {clockTime(at)}
      </time>
    </>
  );
}
