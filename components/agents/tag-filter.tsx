"use client";
import { useQuery } from "@tanstack/react-query";
import { Check, Tag } from "lucide-react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { Popover, PopoverContent, PopoverTrigger } from "@/components/ui/popover";
import { setTags, toggleTag } from "./agent-tags";
import { agentQueries } from "./queries";

/** Narrows the list to agents that have all the chosen tags. */
export function TagFilter({ active }: { active: string[] }) {
  const known = useQuery(agentQueries.tags());
  const tags = [...new Set([...active, ...(known.data ?? [])])];
  if (tags.length === 0) return null;
  return (
    <Popover>
      <PopoverTrigger asChild>
        <Button
          className={cn(
            "border-line-strong shadow-none",
            active.length > 0 && "border-accent text-accent-text",
          )}
        >
          <Tag aria-hidden="true" /> Tags
          {active.length > 0 && (
            <span className="rounded-xs bg-accent-soft px-1 text-2xs">
              {active.length}
              <span className="sr-only"> chosen</span>
            </span>
          )}
        </Button>
      </PopoverTrigger>
      <PopoverContent label="Filter by tag" align="end" className="flex w-60 flex-col p-1">
        <ul className="max-h-72 overflow-y-auto">
          {tags.map((tag) => (
            <li key={tag}>
              <TagChoice tag={tag} isChosen={active.includes(tag)} onToggle={() => toggleTag(tag, active)} />
            </li>
          ))}
        </ul>
        {active.length > 0 && (
          <Button tone="quiet" size="sm" className="mt-1" onClick={() => setTags([])}>
            Show all
          </Button>
        )}
      </PopoverContent>
    </Popover>
  );
}

type TagChoiceProps = { tag: string; isChosen: boolean; onToggle: () => void };

function TagChoice({ tag, isChosen, onToggle }: TagChoiceProps) {
  return (
    <button
      type="button"
      aria-pressed={isChosen}
      onClick={onToggle}
      className="flex h-8 w-full items-center gap-2 rounded-sm px-2 text-left hover:bg-hover"
    >
      <span className="min-w-0 flex-1 truncate">{tag}</span>
      {isChosen && <Check aria-hidden="true" className="size-3.5 text-accent-text" />}
    </button>
  );
}
