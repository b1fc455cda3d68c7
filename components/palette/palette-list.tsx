"use client";
import { CornerDownLeft } from "lucide-react";
import { useLayoutEffect, useRef } from "react";
import { cn } from "@/components/ui/cn";
import type { Entry } from "./entries";

type PaletteListProps = {
  id: string;
  entries: Entry[];
  active: number;
  onPoint: (place: number) => void;
  onChoose: (place: number) => void;
};

export function PaletteList({ id, entries, active, onPoint, onChoose }: PaletteListProps) {
  const ref = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => {
    const option = ref.current?.querySelector(`[data-place="${active}"]`);
    option?.scrollIntoView({ block: "nearest" });
  }, [active]);
  return (
    <div
      ref={ref}
      id={`${id}-list`}
      role="listbox"
      tabIndex={-1}
      aria-label="Found"
      className={cn(
        "min-h-0 scroll-py-8 overflow-y-auto overscroll-contain p-2 outline-hidden",
        entries.length === 0 && "sr-only",
      )}
    >
      {grouped(entries).map(({ group, first, entries: members }) => (
        // biome-ignore lint/a11y/useSemanticElements: a fieldset cannot stand in a listbox.
        <div
          key={`${group}:${first}`}
          role="group"
          aria-labelledby={`${id}-group-${first}`}
          className="pb-1.5"
        >
          <div id={`${id}-group-${first}`} className="px-2 pt-1.5 pb-1 font-medium text-2xs text-ink-faint">
            {group}
          </div>
          {members.map((entry, index) => (
            <Option
              key={entry.id}
              id={id}
              entry={entry}
              place={first + index}
              isActive={first + index === active}
              onPoint={onPoint}
              onChoose={onChoose}
            />
          ))}
        </div>
      ))}
    </div>
  );
}

type OptionProps = {
  id: string;
  entry: Entry;
  place: number;
  isActive: boolean;
  onPoint: (place: number) => void;
  onChoose: (place: number) => void;
};

function Option({ id, entry, place, isActive, onPoint, onChoose }: OptionProps) {
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the box above has the focus and handles every key.
    <div
      id={`${id}-${place}`}
      data-place={place}
      role="option"
      tabIndex={-1}
      aria-selected={isActive}
      onPointerMove={() => !isActive && onPoint(place)}
      onPointerDown={(event) => event.preventDefault()}
      onClick={() => onChoose(place)}
      className={cn("flex h-9 cursor-default items-center gap-2.5 rounded-md px-2", isActive && "bg-hover")}
    >
      <entry.Icon
        aria-hidden="true"
        className={cn("size-4 shrink-0 text-ink-faint", isActive && "text-accent-text")}
        strokeWidth={1.75}
      />
      <span className="max-w-[60%] shrink-0 truncate">{entry.label}</span>
      {entry.hint && <span className="min-w-0 flex-1 truncate text-ink-faint text-xs">{entry.hint}</span>}
      {isActive && <CornerDownLeft aria-hidden="true" className="ml-auto size-3.5 shrink-0 text-ink-faint" />}
    </div>
  );
}

/** Neighbours of the same group under one heading, with the place of the first. */
function grouped(entries: Entry[]) {
  const groups: { group: string; first: number; entries: Entry[] }[] = [];
  entries.forEach((entry, place) => {
    const last = groups.at(-1);
    if (last?.group === entry.group) last.entries.push(entry);
    else groups.push({ group: entry.group, first: place, entries: [entry] });
  });
  return groups;
}
