"use client";
import { useQuery } from "@tanstack/react-query";
import { Plus, X } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent, DialogFooter } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { agentQueries, useUpdateAgent } from "./queries";

type TagsDialogProps = { agent: Pick<AgentState, "id" | "name" | "tags">; onClose: () => void };

export function TagsDialog({ agent, onClose }: TagsDialogProps) {
  return (
    <Dialog open onOpenChange={onClose}>
      <DialogContent
        title={`Tags of ${agent.name}`}
        description="For finding agents; an agent does not see its tags."
      >
        <TagsForm agent={agent} onClose={onClose} />
      </DialogContent>
    </Dialog>
  );
}

function TagsForm({ agent, onClose }: TagsDialogProps) {
  const update = useUpdateAgent(agent.id);
  const known = useQuery(agentQueries.tags());
  const [tags, setTags] = useState(agent.tags);
  const [text, setText] = useState("");
  const next = [...tags, ...tagsIn(text).filter((tag) => !tags.includes(tag))];
  const others = (known.data ?? []).filter((tag) => !next.includes(tag)).slice(0, 12);
  const keep = () => {
    setTags(next);
    setText("");
  };
  return (
    <form action={() => update.mutate({ tags: next }, { onSuccess: onClose })}>
      <div className="flex flex-col gap-4 px-6 pb-6">
        {tags.length > 0 && (
          <ul aria-label="Tags" className="flex flex-wrap gap-1.5">
            {tags.map((tag) => (
              <li key={tag} className="flex h-7 items-center rounded-sm bg-hover pl-2 text-xs">
                {tag}
                <button
                  type="button"
                  aria-label={`Remove ${tag}`}
                  onClick={() => setTags(tags.filter((other) => other !== tag))}
                  className="flex size-7 items-center justify-center rounded-sm text-ink-muted hover:text-ink"
                >
                  <X aria-hidden="true" className="size-3.5" />
                </button>
              </li>
            ))}
          </ul>
        )}
        <Field label="Add a tag" hint="Enter keeps a tag; commas divide several.">
          {(control) => (
            <Input
              {...control}
              autoFocus
              value={text}
              autoComplete="off"
              onChange={(change) => setText(change.target.value)}
              onKeyDown={(key) => {
                if (key.key !== "Enter" || text.trim() === "" || key.nativeEvent.isComposing) return;
                key.preventDefault();
                keep();
              }}
            />
          )}
        </Field>
        {others.length > 0 && (
          <div className="flex flex-wrap gap-1.5">
            {others.map((tag) => (
              <Button key={tag} size="sm" aria-label={`Add ${tag}`} onClick={() => setTags([...tags, tag])}>
                <Plus aria-hidden="true" /> {tag}
              </Button>
            ))}
          </div>
        )}
        {update.isError && (
          <p role="alert" className="text-danger-text">
            The tags were not saved. {update.error.message}
          </p>
        )}
      </div>
      <DialogFooter>
        <DialogClose asChild>
          <Button tone="quiet">Cancel</Button>
        </DialogClose>
        <Button type="submit" tone="primary" isPending={update.isPending}>
          Save tags
        </Button>
      </DialogFooter>
    </form>
  );
}

const tagsIn = (text: string) => [
  ...new Set(
    text
      .split(",")
      .map((tag) => tag.trim())
      .filter(Boolean),
  ),
];
