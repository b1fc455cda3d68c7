import { withoutBlankEnds } from "@/components/ui/blank-ends";
import { DiffText } from "@/components/ui/diff-text";
import type { BlockChange } from "./transcript-items";

/** What the agent will remember differently from here on. */
export function MemoryDiff({ edits }: { edits: BlockChange[] }) {
  return (
    <ul aria-label="Changes to memory" className="flex flex-col gap-2">
      {edits.map((edit) => (
        <li
          key={`${edit.label}:${edit.after}`}
          className="ml-1.5 flex flex-col gap-0.5 border-mark-line border-l-2 py-0.5 pl-4"
        >
          {edits.length > 1 && <span className="font-medium text-2xs text-mark-text">{edit.label}</span>}
          <DiffText
            before={withoutBlankEnds(edit.before)}
            after={withoutBlankEnds(edit.after)}
            className="text-base"
          />
        </li>
      ))}
    </ul>
  );
}
