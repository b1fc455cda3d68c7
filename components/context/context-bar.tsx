import { cn } from "@/components/ui/cn";
import { count, percent } from "@/components/ui/numbers";
import { type ContextGroup, sectionName } from "./context-groups";
import { groupFill } from "./group-styles";

type ContextBarProps = { groups: ContextGroup[]; onOpen: (place: number) => void };

/** The request as strata: each section as wide as its tokens. A picture of the list below, which says the same in words. */
export function ContextBar({ groups, onOpen }: ContextBarProps) {
  return (
    <div aria-hidden="true" className="flex flex-col gap-1.5">
      <div className="flex h-11 gap-0.75 overflow-hidden rounded-md">
        {groups.map((group) => (
          <div
            key={group.key}
            className="flex min-w-0.5 gap-px"
            style={{ flexGrow: Math.max(group.tokens, 1), flexBasis: 0 }}
          >
            {group.sections.map((section) => (
              // biome-ignore lint/a11y: a picture for the pointer; the list below has a button for each section.
              <div
                key={section.place}
                title={`${sectionName(section)}: ${count(section.tokens)} tokens, ${percent(section.share)}`}
                onClick={() => onOpen(section.place)}
                className={cn(
                  "min-w-px cursor-pointer transition-opacity first:rounded-l-xs last:rounded-r-xs hover:opacity-70",
                  groupFill[group.key],
                )}
                style={{ flexGrow: Math.max(section.tokens, 0.5), flexBasis: 0 }}
              />
            ))}
          </div>
        ))}
      </div>
      <div className="flex gap-0.75 max-sm:hidden">
        {groups.map((group) => (
          <span
            key={group.key}
            className="min-w-0.5 overflow-hidden text-ellipsis whitespace-nowrap text-2xs text-ink-faint"
            style={{ flexGrow: Math.max(group.tokens, 1), flexBasis: 0 }}
          >
            {group.share > 0.06 && `${group.title} ${percent(group.share)}`}
          </span>
        ))}
      </div>
    </div>
  );
}
