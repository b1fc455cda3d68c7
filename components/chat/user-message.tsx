"use client";
import { CircleAlert, Pencil, RotateCw } from "lucide-react";
import { memo } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { clockTime, exactTime } from "@/components/ui/time";
import { useConversation } from "./conversation-context";
import { MessageImages } from "./message-images";
import type { UserItem } from "./transcript-items";

export const UserMessage = memo(function UserMessage({ item }: { item: UserItem }) {
  const { foundKey } = useConversation();
  const isSystem = item.role === "system";
  return (
    <div
      className={cn(
        "group flex flex-col rounded-md pt-3",
        foundKey === item.key && "-mx-3 animate-remember px-3",
      )}
    >
      <article aria-label={isSystem ? "System" : "You"} className="flex flex-col items-end gap-1">
        {isSystem && <Badge>Said as the system</Badge>}
        {item.images.length > 0 && <MessageImages images={item.images} />}
        {item.text && (
          <div
            className={cn(
              "wrap-anywhere max-w-[85%] whitespace-pre-wrap rounded-xl rounded-br-xs px-4 py-2.5 text-md",
              isSystem ? "border border-dashed" : "bg-hover",
            )}
          >
            {item.text}
          </div>
        )}
      </article>
      {item.refusal === null ? <Actions item={item} /> : <Refusal item={item} />}
    </div>
  );
});

function Actions({ item }: { item: UserItem }) {
  const { isIdle, onEdit } = useConversation();
  const at = new Date(item.startedAtMs).toISOString();
  return (
    <div className="flex h-7 items-center gap-0.5 self-end pt-1 opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
      <time
        dateTime={at}
        title={exactTime(at)}
        suppressHydrationWarning
        className="px-1 text-2xs text-ink-faint"
      >
        {clockTime(at)}
      </time>
      {item.text && <CopyButton value={item.text} label="Copy your message" />}
      {isIdle && (
        <IconButton label="Edit message" className="size-6 [&_svg]:size-3.5" onClick={() => onEdit(item)}>
          <Pencil />
        </IconButton>
      )}
    </div>
  );
}

function Refusal({ item }: { item: UserItem }) {
  const { onSendAgain } = useConversation();
  return (
    <div role="alert" className="flex max-w-[85%] items-center self-end pt-1 gap-2 text-danger-text text-xs">
      <CircleAlert aria-hidden="true" className="size-3.5 shrink-0" />
      <span className="wrap-anywhere">Not sent. {item.refusal}</span>
      <Button size="sm" tone="quiet" onClick={() => onSendAgain(item)}>
        <RotateCw /> Send again
      </Button>
    </div>
  );
}
