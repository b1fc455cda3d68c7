"use client";
import { Logo } from "@/components/shell/logo";
import { EmptyState } from "@/components/ui/empty-state";
import { CreateAgentDialog } from "./create-agent-dialog";

export function NoAgents() {
  return (
    <EmptyState
      className="border-y py-20"
      art={<Logo className="mb-2 size-12 text-accent-text" />}
      title="An agent that remembers you"
      action={<CreateAgentDialog label="Create your first agent" isLarge />}
    >
      Talk to it, and watch what it keeps. It works without a key and without a network; nothing leaves this
      machine unless you connect a model elsewhere.
    </EmptyState>
  );
}

export function NoMatches({ search }: { search: string }) {
  return (
    <EmptyState className="border-y" title="No agent by that name">
      Nothing matches “{search}”. The search looks at names only.
    </EmptyState>
  );
}
