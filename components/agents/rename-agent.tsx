"use client";
import { useState } from "react";
import { Input } from "@/components/ui/input";
import { toast } from "@/components/ui/toast";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { useUpdateAgent } from "./queries";

type RenameAgentProps = { agent: Pick<AgentState, "id" | "name">; onClose: () => void };

/** Enter and leaving the field save, Escape does not. */
export function RenameAgent({ agent, onClose }: RenameAgentProps) {
  const update = useUpdateAgent(agent.id);
  const [text, setText] = useState(agent.name);
  const save = async () => {
    const name = text.trim();
    if (name && name !== agent.name)
      await update
        .mutateAsync({ name })
        .catch((error: Error) => toast.failed("The name was not changed", error.message));
    onClose();
  };
  return (
    <Input
      autoFocus
      aria-label={`New name of ${agent.name}`}
      value={text}
      disabled={update.isPending}
      className="max-w-72 font-medium text-base"
      onChange={(change) => setText(change.target.value)}
      onFocus={(focus) => focus.target.select()}
      onBlur={save}
      onKeyDown={(key) => {
        if (key.key === "Enter" && !key.nativeEvent.isComposing) key.currentTarget.blur();
        if (key.key === "Escape") onClose();
      }}
    />
  );
}
