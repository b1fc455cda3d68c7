"use client";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { AgentState } from "@/lib/contract/agents/schemas";
import { AgentMenu } from "./agent-menu";
import { AgentModel } from "./agent-model";

const headClass = "h-9 px-3 text-left font-medium text-ink-faint text-xs";
const cellClass = "px-3 py-2.5 align-middle";
/** Below this width a row keeps its name, its model and its actions. */
const wide = "max-md:hidden";

export function AgentsTable({ agents, isStale }: { agents: AgentState[]; isStale: boolean }) {
  return (
    <table className={cn("w-full border-collapse transition-opacity", isStale && "opacity-60")}>
      <AgentsTableHead />
      <tbody>
        {agents.map((agent) => (
          <AgentRow key={agent.id} agent={agent} />
        ))}
      </tbody>
    </table>
  );
}

function AgentsTableHead() {
  return (
    <thead>
      <tr className="border-b">
        <th scope="col" className={cn(headClass, "pl-0")}>
          Name
        </th>
        <th scope="col" className={cn(headClass, "max-sm:hidden")}>
          Model
        </th>
        <th scope="col" className={headClass}>
          Last active
        </th>
        <th scope="col" className={cn(headClass, wide)}>
          Created
        </th>
        <th scope="col" className={cn(headClass, wide)}>
          Id
        </th>
        <th scope="col" className={cn(headClass, "w-10 pr-0")}>
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  );
}

function AgentRow({ agent }: { agent: AgentState }) {
  return (
    <tr className="group border-b transition-colors hover:bg-hover">
      <th scope="row" className={cn(cellClass, "w-full max-w-0 pl-0 text-left font-normal sm:w-[32%]")}>
        <Link href={`/agents/${agent.id}`} className="flex flex-col rounded-sm">
          <span className="truncate font-medium text-base group-hover:text-accent-text">{agent.name}</span>
          <span className="truncate text-ink-faint text-xs">{agent.description ?? "No description"}</span>
        </Link>
      </th>
      <td className={cn(cellClass, "max-sm:hidden")}>
        <AgentModel handle={agent.model ?? agent.llm_config?.handle} />
      </td>
      <td className={cn(cellClass, "whitespace-nowrap text-ink-muted")}>
        {agent.last_run_completion ? <RelativeTime value={agent.last_run_completion} /> : "Not yet"}
      </td>
      <td className={cn(cellClass, wide, "whitespace-nowrap text-ink-muted")}>
        {agent.created_at && <RelativeTime value={agent.created_at} />}
      </td>
      <td className={cn(cellClass, wide)}>
        <span className="flex items-center gap-1 font-mono text-ink-faint text-xs">
          {agent.id.slice(0, 14)}…
          <CopyButton value={agent.id} label={`Copy the id of ${agent.name}`} />
        </span>
      </td>
      <td className={cn(cellClass, "pr-0 text-right")}>
        <AgentMenu agent={agent} />
      </td>
    </tr>
  );
}

export function AgentsTableSkeleton() {
  return (
    <div aria-busy="true" className="flex flex-col">
      <span className="sr-only" role="status">
        Loading agents
      </span>
      {[72, 56, 64, 48].map((width) => (
        <div key={width} className="flex items-center justify-between gap-8 border-b py-4">
          <div className="flex flex-1 flex-col gap-2" style={{ maxWidth: `${width * 4}px` }}>
            <Skeleton className="w-1/2" />
            <Skeleton className="h-2.5" />
          </div>
          <Skeleton className="w-24" />
        </div>
      ))}
    </div>
  );
}
