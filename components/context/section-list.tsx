"use client";
import { cn } from "@/components/ui/cn";
import { count, percent, plural } from "@/components/ui/numbers";
import type { ContextGroup } from "./context-groups";
import { groupFill } from "./group-styles";
import { SectionRow } from "./section-row";

type SectionListProps = {
  groups: ContextGroup[];
  opened: ReadonlySet<number>;
  onToggle: (place: number) => void;
};

/** Everything that the model reads, in its order, to be opened part by part. */
export function SectionList({ groups, opened, onToggle }: SectionListProps) {
  return (
    <div className="flex flex-col gap-7">
      {groups.map((group) => (
        <section key={group.key} aria-label={group.title}>
          <header className="flex items-center gap-2.5 border-b pb-2">
            <span aria-hidden="true" className={cn("size-2.5 rounded-xs", groupFill[group.key])} />
            <h4 className="font-medium">{group.title}</h4>
            <span className="text-ink-faint text-xs">{plural(group.sections.length, "part")}</span>
            <span className="ml-auto text-ink-muted">{count(group.tokens)}</span>
            <span className="w-12 text-right text-ink-faint text-xs">{percent(group.share)}</span>
          </header>
          <ul>
            {group.sections.map((section) => (
              <SectionRow
                key={section.place}
                section={section}
                group={group.key}
                isOpen={opened.has(section.place)}
                onToggle={onToggle}
              />
            ))}
          </ul>
        </section>
      ))}
    </div>
  );
}
