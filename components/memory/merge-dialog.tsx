"use client";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { byPlace } from "@/components/ui/by-place";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { DiffText } from "@/components/ui/diff-text";
import { plural } from "@/components/ui/numbers";
import { SegmentedControl } from "@/components/ui/segmented-control";
import { Textarea } from "@/components/ui/textarea";
import { type Choice, conflictsIn, type MergePart, mergedText, mergeTexts } from "./merge-texts";

type MergeDialogProps = {
  label: string;
  limit: number;
  versions: { base: string; mine: string; theirs: string };
  isSaving: boolean;
  onSave: (text: string) => void;
  onTakeTheirs: () => void;
  onClose: () => void;
};

/** Two people, or a person and the agent, wrote at once: shows both against what was there before. */
export function MergeDialog({
  label,
  limit,
  versions,
  isSaving,
  onSave,
  onTakeTheirs,
  onClose,
}: MergeDialogProps) {
  const [parts] = useState(() => mergeTexts(versions.base, versions.mine, versions.theirs));
  const [choices, setChoices] = useState<Choice[]>(() => Array(conflictsIn(parts)).fill("both"));
  const [edited, setEdited] = useState<string | null>(null);
  const result = edited ?? mergedText(parts, choices);
  const choose = (place: number, choice: Choice) => {
    setChoices(choices.map((each, index) => (index === place ? choice : each)));
    setEdited(null);
  };
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title={`${label} changed meanwhile`}
        description={
          choices.length === 0
            ? "Your draft and the other change fit together. Look it over and save."
            : `${plural(choices.length, "place")} ${choices.length === 1 ? "was" : "were"} changed on both sides. Choose, or write what is right.`
        }
        className="w-[min(52rem,calc(100vw-2rem))]"
      >
        <div className="flex flex-col gap-4 px-6 pb-6">
          <div className="grid gap-4 md:grid-cols-2">
            <Version title="Your draft" before={versions.base} after={versions.mine} />
            <Version title="Now in memory" before={versions.base} after={versions.theirs} />
          </div>
          {byPlace(
            parts
              .filter((part): part is Conflict => part.kind === "conflict")
              .map((part, place) => ({ part, place })),
            ({ part, place }) => (
              <ConflictChoice part={part} place={place} choice={choices[place]} onChoose={choose} />
            ),
          )}
          <div className="flex flex-col gap-1.5">
            <label htmlFor="merge-result" className="font-medium text-ink-muted text-xs">
              Result
            </label>
            <Textarea
              id="merge-result"
              value={result}
              aria-invalid={result.length > limit || undefined}
              className="max-h-72 min-h-32 leading-relaxed"
              onChange={(change) => setEdited(change.target.value)}
            />
            {result.length > limit && (
              <p role="alert" className="text-danger-text text-xs">
                {plural(result.length - limit, "character")} too many for this block
              </p>
            )}
          </div>
        </div>
        <DialogFooter>
          <Button tone="quiet" className="mr-auto" onClick={onTakeTheirs}>
            Drop my draft
          </Button>
          <Button tone="quiet" onClick={onClose}>
            Back to editing
          </Button>
          <Button
            tone="primary"
            isPending={isSaving}
            disabled={result.length > limit}
            onClick={() => onSave(result)}
          >
            Save result
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}

type Conflict = Extract<MergePart, { kind: "conflict" }>;

const Version = ({ title, before, after }: { title: string; before: string; after: string }) => (
  <section aria-label={title} className="flex min-w-0 flex-col gap-1.5">
    <h3 className="font-medium text-ink-muted text-xs">{title}</h3>
    <DiffText
      before={before}
      after={after}
      className="max-h-56 overflow-y-auto rounded-md border bg-paper px-3 py-2 leading-relaxed"
    />
  </section>
);

type ConflictChoiceProps = {
  part: Conflict;
  place: number;
  choice: Choice;
  onChoose: (place: number, choice: Choice) => void;
};

const ConflictChoice = ({ part, place, choice, onChoose }: ConflictChoiceProps) => (
  <div className="flex flex-wrap items-center justify-between gap-2 rounded-md bg-mark-soft px-3 py-2">
    <p className="wrap-anywhere min-w-0 flex-1 text-mark-text text-xs">
      {firstLine(part.mine)} <span className="text-ink-faint">or</span> {firstLine(part.theirs)}
    </p>
    <SegmentedControl
      label={`Place ${place + 1}`}
      value={choice}
      options={[
        { value: "mine", label: "Yours" },
        { value: "theirs", label: "In memory" },
        { value: "both", label: "Both" },
      ]}
      onChange={(next) => onChoose(place, next)}
    />
  </div>
);

const firstLine = (text: string) => `“${text.trim().split("\n")[0].slice(0, 60) || "nothing"}”`;
