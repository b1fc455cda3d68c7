"use client";
import { Button } from "@/components/ui/button";
import { Dialog, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { DiffText } from "@/components/ui/diff-text";
import { Kbd } from "@/components/ui/kbd";
import { PromptEditor } from "./prompt-editor";

type PromptDialogProps = {
  saved: string;
  draft: string;
  size: string;
  isSaving: boolean;
  onType: (text: string) => void;
  onSave: () => void;
  onClose: () => void;
};

/** The prompt with room to think, and beside it what saving would change. */
export function PromptDialog({ saved, draft, size, isSaving, onType, onSave, onClose }: PromptDialogProps) {
  const isChanged = draft !== saved;
  return (
    <Dialog open onOpenChange={(isOpen) => !isOpen && onClose()}>
      <DialogContent
        title="System prompt"
        description="What the agent is told before everything else. What you type is kept as a draft."
        className="h-[min(56rem,calc(100dvh-2rem))] w-[min(76rem,calc(100vw-2rem))]"
      >
        <div className="grid min-h-0 flex-1 grid-rows-2 border-t lg:grid-cols-2 lg:grid-rows-1">
          <PromptEditor
            label="System prompt"
            value={draft}
            onChange={onType}
            onSave={isChanged ? onSave : undefined}
          />
          <section
            aria-label="Changes"
            className="flex min-h-0 flex-col gap-2 overflow-y-auto border-t bg-paper px-6 py-4 lg:border-t-0 lg:border-l"
          >
            <h3 className="text-ink-faint text-xs">{isChanged ? "What saving changes" : "No changes"}</h3>
            {isChanged ? (
              <DiffText before={saved} after={draft} className="font-mono text-xs leading-relaxed" />
            ) : (
              <p className="text-ink-faint text-xs">Additions and removals appear here as you type.</p>
            )}
          </section>
        </div>
        <DialogFooter>
          <span className="mr-auto text-ink-faint text-xs">
            {size}
            <span className="max-sm:hidden">
              {" "}
              · <Kbd>Tab</Kbd> leaves the editor
            </span>
          </span>
          <Button tone="quiet" onClick={onClose}>
            {isChanged ? "Keep as draft" : "Close"}
          </Button>
          <Button tone="primary" isPending={isSaving} disabled={!isChanged} onClick={onSave}>
            Save
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  );
}
