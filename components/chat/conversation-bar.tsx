"use client";
import { Search } from "lucide-react";
import { IconButton } from "@/components/ui/icon-button";
import { SegmentedControl } from "@/components/ui/segmented-control";
import type { DetailLevel } from "./rows";
import { setDetailLevel } from "./use-detail-level";

const levels: { value: DetailLevel; label: string }[] = [
  { value: "simple", label: "Simple" },
  { value: "interactive", label: "Interactive" },
  { value: "debug", label: "Debug" },
];

type ConversationBarProps = { level: DetailLevel; isSearching: boolean; onSearch: () => void };

export function ConversationBar({ level, isSearching, onSearch }: ConversationBarProps) {
  return (
    <div className="flex h-10 shrink-0 items-center justify-between gap-2 border-b px-3">
      <SegmentedControl label="Detail" value={level} options={levels} onChange={setDetailLevel} />
      <IconButton label="Search messages" side="bottom" aria-expanded={isSearching} onClick={onSearch}>
        <Search />
      </IconButton>
    </div>
  );
}
