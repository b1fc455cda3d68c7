"use client";
import { Logo } from "@/components/shell/logo";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { replaceParams } from "@/components/ui/url-params";
import type { AgentListState } from "./agent-list";
import { setTags } from "./agent-tags";
import { NewAgentButton } from "./new-agent-button";

export function NoAgents() {
  return (
    <EmptyState
      className="border-y py-20"
      art={<Logo className="mb-2 size-12 text-accent-text" />}
      title="An agent that remembers you"
      action={<NewAgentButton label="Create your first agent" isLarge />}
    >
      Talk to it, and watch what it keeps. It works without a key and without a network; nothing leaves this
      machine unless you connect a model elsewhere.
    </EmptyState>
  );
}

export function NoMatches({ state }: { state: AgentListState }) {
  const { search, tags } = state;
  const clear = () => {
    replaceParams({ q: null });
    setTags([]);
  };
  return (
    <EmptyState
      className="border-y"
      title={search ? "No agent by that name" : "No agent with these tags"}
      action={tags.length > 0 && <Button onClick={clear}>Show all agents</Button>}
    >
      {search
        ? `Nothing matches “${search}”${tags.length > 0 ? ` among those tagged ${tags.join(", ")}` : ""}. The search looks at names only.`
        : `No agent is tagged ${tags.join(" and ")}.`}
    </EmptyState>
  );
}
