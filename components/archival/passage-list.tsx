"use client";
import { Trash2 } from "lucide-react";
import dynamic from "next/dynamic";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { IconButton } from "@/components/ui/icon-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { Memory } from "./queries";

const DeletePassageDialog = dynamic(() =>
  import("./delete-passage-dialog").then((module) => module.DeletePassageDialog),
);

type PassageListProps = {
  agentId: string;
  memories: Memory[];
  isStale?: boolean;
  onTag: (tag: string) => void;
};

export function PassageList({ agentId, memories, isStale, onTag }: PassageListProps) {
  const [doomed, setDoomed] = useState<Memory | null>(null);
  return (
    <>
      <ul
        aria-label="Archival memory"
        className={cn("flex flex-col transition-opacity", isStale && "opacity-60")}
      >
        {memories.map((memory) => (
          <Passage key={memory.id} memory={memory} onTag={onTag} onDelete={() => setDoomed(memory)} />
        ))}
      </ul>
      {doomed && <DeletePassageDialog agentId={agentId} memory={doomed} onClose={() => setDoomed(null)} />}
    </>
  );
}

type PassageProps = { memory: Memory; onTag: (tag: string) => void; onDelete: () => void };

function Passage({ memory, onTag, onDelete }: PassageProps) {
  const [isWhole, setIsWhole] = useState(false);
  const isLong = memory.text.length > 400;
  return (
    <li className="group flex flex-col gap-1.5 border-b px-4 py-3">
      <p
        className={cn(
          "wrap-anywhere whitespace-pre-wrap leading-relaxed",
          isLong && !isWhole && "line-clamp-6",
        )}
      >
        {memory.text}
      </p>
      {isLong && (
        <button
          type="button"
          aria-expanded={isWhole}
          onClick={() => setIsWhole(!isWhole)}
          className="h-6 self-start rounded-sm text-accent-text text-xs"
        >
          {isWhole ? "Show less" : "Show all"}
        </button>
      )}
      <div className="flex min-h-6 flex-wrap items-center gap-1.5 text-2xs text-ink-faint">
        {memory.at && <RelativeTime value={memory.at} />}
        {memory.tags.map((tag) => (
          <button
            key={tag}
            type="button"
            aria-label={`Only those tagged ${tag}`}
            onClick={() => onTag(tag)}
            className="h-6 rounded-xs bg-hover px-1.5 text-ink-muted transition-colors hover:text-ink"
          >
            {tag}
          </button>
        ))}
        <span className="ml-auto flex opacity-0 transition-opacity focus-within:opacity-100 group-hover:opacity-100 pointer-coarse:opacity-100">
          <CopyButton value={memory.text} label="Copy text" />
          <IconButton label="Delete from the archive" className="size-6 [&_svg]:size-3.5" onClick={onDelete}>
            <Trash2 />
          </IconButton>
        </span>
      </div>
    </li>
  );
}

export const PassagesSkeleton = () => (
  <div aria-busy="true" className="flex flex-col">
    <span className="sr-only" role="status">
      Loading the archive
    </span>
    {[1, 2, 3].map((row) => (
      <div key={row} className="flex flex-col gap-2 border-b px-4 py-4">
        <Skeleton className="h-2.5" />
        <Skeleton className="h-2.5 w-4/5" />
        <Skeleton className="mt-1 h-2.5 w-16" />
      </div>
    ))}
  </div>
);
