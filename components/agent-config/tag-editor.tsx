"use client";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";

type TagEditorProps = { tags: string[]; onSave: (tags: string[]) => void };

export function TagEditor({ tags, onSave }: TagEditorProps) {
  const [draft, setDraft] = useState("");
  const add = () => {
    const tag = draft.trim();
    setDraft("");
    if (tag && !tags.includes(tag)) onSave([...tags, tag]);
  };
  return (
    <Field label="Tags">
      {(control) => (
        <div className="flex flex-col gap-2">
          {tags.length > 0 && (
            <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
              {tags.map((tag) => (
                <li key={tag} className="flex h-6 max-w-full items-center rounded-sm bg-hover pl-2 text-xs">
                  <span className="truncate">{tag}</span>
                  <IconButton
                    label={`Remove tag ${tag}`}
                    className="size-6 rounded-sm [&_svg]:size-3"
                    onClick={() => onSave(tags.filter((each) => each !== tag))}
                  >
                    <X />
                  </IconButton>
                </li>
              ))}
            </ul>
          )}
          <div className="flex gap-1.5">
            <Input
              {...control}
              placeholder="Add a tag"
              value={draft}
              onChange={(change) => setDraft(change.target.value)}
              onKeyDown={(key) => key.key === "Enter" && add()}
            />
            <IconButton label="Add tag" disabled={!draft.trim()} className="size-8" onClick={add}>
              <Plus />
            </IconButton>
          </div>
        </div>
      )}
    </Field>
  );
}
