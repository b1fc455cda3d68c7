"use client";
import { useQuery } from "@tanstack/react-query";
import { Lock, Users } from "lucide-react";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Breadcrumb, PageScroll } from "@/components/ui/page";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { BlockAgents } from "./block-agents";
import { BlockEditor } from "./block-editor";
import { BlockHistory } from "./block-history";
import { BlockSettings } from "./block-settings";
import { blockQueries } from "./queries";

export function BlockPage({ blockId }: { blockId: string }) {
  const block = useQuery(blockQueries.detail(blockId));
  return (
    <PageScroll className="gap-8">
      <QueryView query={block} what="open the block" loading={<BlockSkeleton />}>
        {(data) => <BlockView block={data} />}
      </QueryView>
    </PageScroll>
  );
}

function BlockView({ block }: { block: BlockResponse }) {
  return (
    <>
      <BlockHeader block={block} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <BlockEditor key={block.id} block={block} />
        <aside className="flex flex-col gap-8 max-lg:border-t max-lg:pt-6">
          <BlockAgents block={block} />
          <BlockSettings block={block} />
        </aside>
      </div>
      <BlockHistory block={block} />
    </>
  );
}

function BlockHeader({ block }: { block: BlockResponse }) {
  const agents = useQuery(blockQueries.agents(block.id));
  const label = block.label ?? block.id;
  const shared = agents.data?.agent_count ?? 0;
  return (
    <header className="flex flex-col gap-3">
      <title>{`${label} · Mneme`}</title>
      <Breadcrumb trail={[{ href: "/blocks", label: "Blocks" }]} current={label} />
      <div className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="wrap-anywhere font-display text-2xl">{label}</h1>
          {block.read_only && (
            <Badge title="Agents can read this block but not change it">
              <Lock aria-hidden="true" /> Read-only
            </Badge>
          )}
          {shared > 1 && (
            <Badge tone="mark">
              <Users aria-hidden="true" /> Shared by {shared}
            </Badge>
          )}
        </div>
        <p className="max-w-reading text-pretty text-base text-ink-muted">{block.description}</p>
        <span className="flex items-center gap-0.5 font-mono text-ink-faint text-xs">
          {block.id.slice(0, 14)}…
          <CopyButton value={block.id} label="Copy the id of the block" />
        </span>
      </div>
    </header>
  );
}

function BlockSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <Skeleton className="w-28" />
      <Skeleton className="h-8 w-56" />
      <Skeleton className="w-2/3" />
      <Skeleton className="h-60" />
    </div>
  );
}
