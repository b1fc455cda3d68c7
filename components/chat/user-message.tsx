import { CircleAlert, RotateCw } from "lucide-react";
import { memo } from "react";
import { Button } from "@/components/ui/button";
import { clockTime, exactTime } from "@/components/ui/time";
import type { UserItem } from "./transcript-items";

type UserMessageProps = { item: UserItem; onRetry: (item: UserItem) => void };

export const UserMessage = memo(function UserMessage({ item, onRetry }: UserMessageProps) {
  const at = new Date(item.startedAtMs).toISOString();
  return (
    <article aria-label="You" className="group flex flex-col items-end gap-1 pt-5">
      <div className="wrap-anywhere max-w-[85%] whitespace-pre-wrap rounded-xl rounded-br-xs bg-hover px-4 py-2.5 text-md">
        {item.text}
        {item.images > 0 && (
          <span className="text-ink-muted">
            {" "}
            [{item.images} {item.images === 1 ? "image" : "images"}]
          </span>
        )}
      </div>
      {item.refusal === null ? (
        <time
          dateTime={at}
          title={exactTime(at)}
          suppressHydrationWarning
          className="h-4 text-2xs text-ink-faint opacity-0 transition-opacity group-hover:opacity-100"
        >
          {clockTime(at)}
        </time>
      ) : (
        <div role="alert" className="flex max-w-[85%] items-center gap-2 text-danger-text text-xs">
          <CircleAlert aria-hidden="true" className="size-3.5 shrink-0" />
          <span className="wrap-anywhere">Not sent. {item.refusal}</span>
          <Button size="sm" tone="quiet" onClick={() => onRetry(item)}>
            <RotateCw /> Send again
          </Button>
        </div>
      )}
    </article>
  );
});
