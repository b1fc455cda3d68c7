"use client";
import { Pencil } from "lucide-react";
import { useState } from "react";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";

type AgentNameProps = { name: string; onSave: (name: string) => Promise<unknown> };

export function AgentName({ name, onSave }: AgentNameProps) {
  const [isEditing, setIsEditing] = useState(false);
  if (isEditing) return <AgentNameInput name={name} onSave={onSave} onClose={() => setIsEditing(false)} />;
  return (
    <div className="flex min-h-9 items-center justify-between gap-1">
      <h2 className="wrap-anywhere min-w-0 font-display text-xl">{name}</h2>
      <IconButton label="Rename agent" onClick={() => setIsEditing(true)}>
        <Pencil />
      </IconButton>
    </div>
  );
}

/** Enter and leaving the field save, Escape does not. */
function AgentNameInput({ name, onSave, onClose }: AgentNameProps & { onClose: () => void }) {
  const [text, setText] = useState(name);
  const save = async () => {
    const next = text.trim();
    if (next && next !== name)
      await onSave(next).catch((error: Error) => toast.failed("The name was not changed", error.message));
    onClose();
  };
  return (
    <Input
      autoFocus
      aria-label="Agent name"
      value={text}
      className="h-9 font-display text-xl"
      onChange={(change) => setText(change.target.value)}
      onFocus={(focus) => focus.target.select()}
      onBlur={save}
      onKeyDown={(key) => {
        if (key.key === "Enter") key.currentTarget.blur();
        if (key.key === "Escape") onClose();
      }}
    />
  );
}
