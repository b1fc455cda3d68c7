"use client";
import { keepPreviousData, useQuery } from "@tanstack/react-query";
import { X } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import { QueryView } from "@/components/ui/query-view";
import { RelativeTime } from "@/components/ui/relative-time";
import { SearchBox } from "@/components/ui/search-box";
import { Skeleton } from "@/components/ui/skeleton";
import { chatApi } from "./queries";
import { foundMessages } from "./search-messages";

type MessageSearchProps = {
  agentId: string;
  /** Leads to a message; resolves when it is on screen. */
  onChoose: (messageId: string) => Promise<void>;
  onClose: () => void;
};

/** Finds what was said, however long ago. */
export function MessageSearch({ agentId, onChoose, onClose }: MessageSearchProps) {
  const [query, setQuery] = useState("");
  const [pending, setPending] = useState<string | null>(null);
  const found = useQuery({
    queryKey: ["messages", agentId, "search", query],
    queryFn: async ({ signal }) => foundMessages(await chatApi(agentId).search(query, signal)),
    enabled: query !== "",
    placeholderData: keepPreviousData,
  });
  const choose = async (id: string) => {
    setPending(id);
    await onChoose(id);
    setPending(null);
  };
  return (
    <search className="flex max-h-[60%] shrink-0 animate-fade flex-col border-b bg-paper">
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Escape closes, wherever in it the focus is. */}
      <div
        className="flex items-center gap-2 px-3 py-2"
        onKeyDown={(key) => key.key === "Escape" && onClose()}
      >
        <SearchBox
          label="Search messages"
          placeholder="Search this conversation"
          value=""
          autoFocus
          onSearch={setQuery}
          className="flex-1"
        />
        <IconButton label="Close the search" onClick={onClose}>
          <X />
        </IconButton>
      </div>
      {query !== "" && (
        <div className="min-h-0 overflow-y-auto border-t">
          <QueryView query={found} what="search the messages" loading={<Skeleton className="m-4 h-16" />}>
            {(results) =>
              results.length === 0 ? (
                <p role="status" className="px-4 py-4 text-ink-muted">
                  Nothing found for “{query}”.
                </p>
              ) : (
                <ul aria-label="Found messages" className={cn(found.isPlaceholderData && "opacity-60")}>
                  {results.map((message) => (
                    <li key={message.id} className="border-b last:border-b-0">
                      <button
                        type="button"
                        aria-busy={pending === message.id || undefined}
                        onClick={() => choose(message.id)}
                        className="flex w-full flex-col gap-0.5 px-4 py-2 text-left transition-colors hover:bg-hover aria-busy:opacity-60"
                      >
                        <span className="flex gap-2 text-2xs text-ink-faint">
                          {message.speaker}
                          <RelativeTime value={message.at} />
                        </span>
                        <span className="wrap-anywhere line-clamp-2">{message.text}</span>
                      </button>
                    </li>
                  ))}
                </ul>
              )
            }
          </QueryView>
        </div>
      )}
    </search>
  );
}
