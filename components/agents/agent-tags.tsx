"use client";
import { cn } from "@/components/ui/cn";

type AgentTagsProps = { tags: string[]; active: string[]; className?: string };

/** The tags of a row; each narrows the list to those that have it. */
export function AgentTags({ tags, active, className }: AgentTagsProps) {
  if (tags.length === 0) return null;
  return (
    <span className={cn("flex flex-wrap gap-1", className)}>
      {tags.map((tag) => {
        const isActive = active.includes(tag);
        return (
          <button
            key={tag}
            type="button"
            aria-pressed={isActive}
            title={isActive ? `Stop filtering by ${tag}` : `Only agents tagged ${tag}`}
            onClick={() => toggleTag(tag, active)}
            className={cn(
              "h-6 max-w-40 truncate rounded-xs bg-hover px-1.5 text-2xs text-ink-muted transition-colors hover:text-ink",
              isActive && "bg-accent-soft text-accent-text hover:text-accent-text",
            )}
          >
            {tag}
          </button>
        );
      })}
    </span>
  );
}

export function toggleTag(tag: string, active: string[]) {
  setTags(active.includes(tag) ? active.filter((other) => other !== tag) : [...active, tag]);
}

export function setTags(tags: string[]) {
  const url = new URL(window.location.href);
  url.searchParams.delete("tag");
  for (const tag of tags) url.searchParams.append("tag", tag);
  window.history.replaceState(null, "", url);
}
