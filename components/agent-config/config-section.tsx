"use client";
import { ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";

type ConfigSectionProps = {
  title: string;
  /** Said beside the title, so that a closed section tells the most important of it. */
  summary?: ReactNode;
  isOpenAtFirst?: boolean;
  children: ReactNode;
};

const keyOf = (title: string) => `mneme.config.${title}`;

/** A part of the configuration that can be folded away; this browser remembers which are. */
export function ConfigSection({ title, summary, isOpenAtFirst = true, children }: ConfigSectionProps) {
  const [isOpen, setIsOpen] = useState(() => remembered(title) ?? isOpenAtFirst);
  const toggle = (next: boolean) => {
    if (next === isOpen) return;
    setIsOpen(next);
    localStorage.setItem(keyOf(title), next ? "open" : "closed");
  };
  return (
    <details
      open={isOpen}
      onToggle={(event) => toggle(event.currentTarget.open)}
      className="group/section border-b last:border-b-0"
    >
      <summary className="flex h-10 list-none items-center gap-2 px-4 font-medium text-ink-muted text-xs marker:hidden hover:text-ink [&::-webkit-details-marker]:hidden">
        <h3>{title}</h3>
        <span className="ml-auto truncate font-normal text-ink-faint">{summary}</span>
        <ChevronRight
          aria-hidden="true"
          className="size-3 shrink-0 text-ink-faint transition-transform group-open/section:rotate-90"
        />
      </summary>
      <div className="flex flex-col gap-4 px-4 pt-1 pb-5">{children}</div>
    </details>
  );
}

function remembered(title: string): boolean | null {
  if (typeof localStorage === "undefined") return null;
  const kept = localStorage.getItem(keyOf(title));
  return kept === null ? null : kept === "open";
}
