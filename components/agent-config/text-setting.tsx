"use client";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";
import { toast } from "@/components/ui/toast";

type TextSettingProps = {
  label: string;
  hint: ReactNode;
  value: string;
  className?: string;
  onSave: (value: string) => Promise<unknown>;
};

/** A longer text of the configuration: edited in place, saved on purpose. Starts anew when `value` changes (key it). */
export function TextSetting({ label, hint, value, className, onSave }: TextSettingProps) {
  const [draft, setDraft] = useState(value);
  const [isSaving, setIsSaving] = useState(false);
  const isChanged = draft !== value;
  const save = async () => {
    setIsSaving(true);
    try {
      await onSave(draft);
      toast.done(`${label} saved`);
    } catch (error) {
      toast.failed(`${label} was not saved`, (error as Error).message);
    } finally {
      setIsSaving(false);
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <Field label={label} hint={hint}>
        {(control) => (
          <Textarea
            {...control}
            value={draft}
            className={className}
            onChange={(change) => setDraft(change.target.value)}
          />
        )}
      </Field>
      {isChanged && (
        <div className="flex items-center justify-between gap-2">
          <span className="text-ink-faint text-xs">{draft.length.toLocaleString("en")} characters</span>
          <span className="flex gap-1.5">
            <Button tone="quiet" size="sm" onClick={() => setDraft(value)}>
              Discard
            </Button>
            <Button
              tone="primary"
              size="sm"
              isPending={isSaving}
              onClick={save}
              aria-label={`Save ${label.toLowerCase()}`}
            >
              Save
            </Button>
          </span>
        </div>
      )}
    </div>
  );
}
