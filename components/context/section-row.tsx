"use client";
import { ChevronRight } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { count, percent, plural } from "@/components/ui/numbers";
import { firstWords, type GroupKey, type NumberedSection, sectionName } from "./context-groups";
import { groupFill } from "./group-styles";

type SectionRowProps = {
  section: NumberedSection;
  group: GroupKey;
  isOpen: boolean;
  onToggle: (place: number) => void;
};

export function SectionRow({ section, group, isOpen, onToggle }: SectionRowProps) {
  const name = sectionName(section);
  return (
    <li id={`section-${section.place + 1}`} className="offscreen-skip border-b">
      <button
        type="button"
        aria-expanded={isOpen}
        onClick={() => onToggle(section.place)}
        className="group flex min-h-9 w-full items-center gap-2.5 py-1.5 text-left transition-colors hover:bg-hover"
      >
        <ChevronRight
          aria-hidden="true"
          className={cn("size-3.5 shrink-0 text-ink-faint transition-transform", isOpen && "rotate-90")}
        />
        <span className={cn("max-w-[45%] shrink-0 truncate", group === "tools" && "font-mono text-xs")}>
          {name}
        </span>
        <span className="min-w-0 flex-1 truncate text-ink-faint text-xs max-sm:invisible">
          {section.kind !== "tool" && !isOpen && firstWords(section)}
        </span>
        <ShareMark share={section.share} group={group} />
        <span className="w-14 shrink-0 text-right text-ink-muted">{count(section.tokens)}</span>
        <span className="w-12 shrink-0 text-right text-ink-faint text-xs">{percent(section.share)}</span>
      </button>
      {isOpen && <SectionText section={section} />}
    </li>
  );
}

function ShareMark({ share, group }: { share: number; group: GroupKey }) {
  return (
    <span
      aria-hidden="true"
      className="h-1 w-20 shrink-0 overflow-hidden rounded-full bg-pressed max-sm:hidden"
    >
      <span
        className={cn("block h-full rounded-full", groupFill[group])}
        style={{ width: `${share * 100}%` }}
      />
    </span>
  );
}

function SectionText({ section }: { section: NumberedSection }) {
  const place = section.kind === "tool" ? "tools" : section.kind === "memory_block" ? "blocks" : null;
  return (
    <div className="flex animate-fade flex-col gap-2 pb-4 pl-6">
      <div className="flex items-center gap-3 text-2xs text-ink-faint">
        {plural(section.chars, "character")}
        {section.attachments > 0 && <span>{plural(section.attachments, "attachment")}, not counted</span>}
        {section.id && place && (
          <Link href={`/${place}/${section.id}`} className="text-accent-text underline underline-offset-3">
            Open the {place === "tools" ? "tool" : "block"}
          </Link>
        )}
        <CopyButton value={section.text} label={`Copy ${sectionName(section)}`} className="ml-auto" />
      </div>
      <pre className="wrap-anywhere max-h-[32rem] overflow-auto whitespace-pre-wrap rounded-md bg-sunken px-3.5 py-2.5 font-mono text-xs leading-relaxed">
        {section.kind === "tool" ? indented(section.text) : section.text || "Empty."}
      </pre>
      {section.is_cut && (
        <p className="text-ink-faint text-xs">
          The rest is left out here. The request as it was sent has all of it.
        </p>
      )}
    </div>
  );
}

function indented(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
