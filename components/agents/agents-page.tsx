"use client";
import { useInfiniteQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import type { ReactNode } from "react";
import { Page } from "@/components/ui/page";
import { Paged } from "@/components/ui/paged";
import { SearchBox } from "@/components/ui/search-box";
import { replaceParams } from "@/components/ui/url-params";
import { type AgentListState, byName, isFiltered, listStateOf } from "./agent-list";
import { AgentsTable } from "./agents-table";
import { NewAgentButton } from "./new-agent-button";
import { NoAgents, NoMatches } from "./no-agents";
import { usePendingDeletions } from "./pending-deletions";
import { agentQueries } from "./queries";
import { TagFilter } from "./tag-filter";

const CreateAgentDialog = dynamic(() =>
  import("./create-agent-dialog").then((file) => file.CreateAgentDialog),
);

/** `intro` stands above the list: what a newcomer may want to do. */
export function AgentsPage({ intro }: { intro?: ReactNode }) {
  const params = useSearchParams();
  const state = listStateOf(params);
  const list = useInfiniteQuery(agentQueries.list(state));
  const deleted = usePendingDeletions();
  const starter = params.get("new");
  const isEmpty = !isFiltered(state) && list.data?.pages[0]?.length === 0;
  return (
    <Page
      title="Agents"
      intro="Each one keeps its own memory, here on this machine."
      actions={!isEmpty && <Actions state={state} />}
    >
      {!isEmpty && intro}
      <Paged
        query={list}
        what="agents"
        empty={isFiltered(state) ? <NoMatches state={state} /> : <NoAgents />}
      >
        {(agents, isStale) => {
          const kept = agents.filter((agent) => !deleted.has(agent.id));
          if (kept.length === 0 && !isFiltered(state)) return <NoAgents />;
          const sorted = state.column === "name" ? byName(kept, state.order) : kept;
          return <AgentsTable agents={sorted} state={state} isStale={isStale} />;
        }}
      </Paged>
      {starter !== null && (
        <CreateAgentDialog starterId={starter} onClose={() => replaceParams({ new: null })} />
      )}
    </Page>
  );
}

function Actions({ state }: { state: AgentListState }) {
  return (
    <div className="flex w-full items-center gap-2 max-sm:flex-wrap sm:w-auto">
      <SearchBox
        label="Search agents"
        placeholder="Search by name"
        value={state.search}
        className="flex-1 sm:w-56"
        onSearch={(q) => replaceParams({ q })}
      />
      <TagFilter active={state.tags} />
      <NewAgentButton />
    </div>
  );
}
