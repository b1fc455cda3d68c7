"use client";
import { ArrowDown, ArrowUp } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
import { HeadRow, Row, RowTh, Table, Td, Th } from "@/components/ui/table";
import { replaceParams } from "@/components/ui/url-params";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { type AgentListState, type Column, sortedBy } from "./agent-list";
import { AgentMenu } from "./agent-menu";
import { AgentModel } from "./agent-model";
import { AgentTags } from "./agent-tags";
import { RenameAgent } from "./rename-agent";

/** Below these widths a row keeps its name, when it was last active, and its actions. */
const fromTablet = "max-md:hidden";
const fromDesktop = "max-lg:hidden";

type AgentsTableProps = { agents: AgentState[]; state: AgentListState; isStale: boolean };

export function AgentsTable({ agents, state, isStale }: AgentsTableProps) {
  return (
    <Table isStale={isStale}>
      <thead>
        <HeadRow>
          <SortTh column="name" label="Name" state={state} />
          <Th className={fromDesktop}>Tags</Th>
          <Th className={fromTablet}>Model</Th>
          <SortTh column="last_run" label="Last run" state={state} />
          <SortTh column="created" label="Created" state={state} className={fromTablet} />
          <Th className="w-10">
            <span className="sr-only">Actions</span>
          </Th>
        </HeadRow>
      </thead>
      <tbody>
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} activeTags={state.tags} />
        ))}
      </tbody>
    </Table>
  );
}

type SortThProps = { column: Column; label: string; state: AgentListState; className?: string };

function SortTh({ column, label, state, className }: SortThProps) {
  const isSorted = state.column === column;
  const Arrow = state.order === "asc" ? ArrowUp : ArrowDown;
  return (
    <Th
      aria-sort={isSorted ? (state.order === "asc" ? "ascending" : "descending") : "none"}
      className={className}
    >
      <button
        type="button"
        onClick={() => replaceParams(sortedBy(state, column))}
        className="-ml-1 inline-flex h-7 items-center gap-1 whitespace-nowrap rounded-sm px-1 transition-colors hover:text-ink aria-pressed:text-ink"
      >
        {label}
        <Arrow aria-hidden="true" className={cn("size-3", !isSorted && "invisible")} />
      </button>
    </Th>
  );
}

function AgentRow({ agent, activeTags }: { agent: AgentState; activeTags: string[] }) {
  const [isRenaming, setIsRenaming] = useState(false);
  return (
    <Row>
      <RowTh className="w-full max-w-0 md:w-[34%]">
        {isRenaming ? (
          <RenameAgent agent={agent} onClose={() => setIsRenaming(false)} />
        ) : (
          <Link href={`/agents/${agent.id}`} className="flex flex-col rounded-sm">
            <span className="truncate font-medium text-base group-hover:text-accent-text">{agent.name}</span>
            <span className="truncate text-ink-faint text-xs">{agent.description || "No description"}</span>
          </Link>
        )}
        <AgentTags tags={agent.tags} active={activeTags} className="mt-1 lg:hidden" />
      </RowTh>
      <Td className={cn(fromDesktop, "w-[22%]")}>
        <AgentTags tags={agent.tags} active={activeTags} />
      </Td>
      <Td className={cn(fromTablet, "max-w-56 truncate")}>
        <AgentModel handle={agent.model ?? agent.llm_config?.handle} />
      </Td>
      <Td className="whitespace-nowrap text-ink-muted">
        {agent.last_run_completion ? <RelativeTime value={agent.last_run_completion} /> : "Not yet"}
      </Td>
      <Td className={cn(fromTablet, "whitespace-nowrap text-ink-muted")}>
        {agent.created_at && <RelativeTime value={agent.created_at} />}
      </Td>
      <Td className="text-right">
        <AgentMenu agent={agent} onRename={() => setIsRenaming(true)} />
      </Td>
    </Row>
  );
}
