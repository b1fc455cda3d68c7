"use client";
import { useQuery } from "@tanstack/react-query";
import dynamic from "next/dynamic";
import { Badge } from "@/components/ui/badge";
import { CopyButton } from "@/components/ui/copy-button";
import { Breadcrumb, PageScroll } from "@/components/ui/page";
import { PanelTitle } from "@/components/ui/panel-title";
import { QueryView } from "@/components/ui/query-view";
import { Skeleton } from "@/components/ui/skeleton";
import type { Tool } from "@/lib/contract/tools/schemas";
import { toolQueries } from "./queries";
import { ToolAgents } from "./tool-agents";
import { ToolArguments } from "./tool-arguments";
import { ToolFacts } from "./tool-facts";
import { ToolIcon } from "./tool-icon";
import { ToolSource } from "./tool-source";
import { firstSentence, toolTypes } from "./tool-types";

const JsonView = dynamic(() => import("@/components/ui/json-view").then((file) => file.JsonView), {
  loading: () => <Skeleton className="h-64" />,
});

export function ToolPage({ toolId }: { toolId: string }) {
  const tool = useQuery(toolQueries.detail(toolId));
  return (
    <PageScroll className="gap-8">
      <QueryView query={tool} what="open the tool" loading={<ToolSkeleton />}>
        {(data) => <ToolView tool={data} />}
      </QueryView>
    </PageScroll>
  );
}

function ToolView({ tool }: { tool: Tool }) {
  return (
    <>
      <ToolHeader tool={tool} />
      <div className="grid gap-x-12 gap-y-8 lg:grid-cols-[minmax(0,1fr)_19rem]">
        <div className="flex min-w-0 flex-col gap-8">
          <Description tool={tool} />
          <ToolArguments tool={tool} />
          {tool.json_schema && <JsonView label="Schema" value={tool.json_schema} />}
          <ToolSource tool={tool} />
        </div>
        <aside className="flex flex-col gap-8 max-lg:border-t max-lg:pt-6">
          <ToolFacts tool={tool} />
          <ToolAgents toolId={tool.id} />
        </aside>
      </div>
    </>
  );
}

function ToolHeader({ tool }: { tool: Tool }) {
  return (
    <header className="flex flex-col gap-3">
      <title>{`${tool.name} · Mneme`}</title>
      <Breadcrumb trail={[{ href: "/tools", label: "Tools" }]} current={tool.name} />
      <div className="flex flex-col gap-1.5">
        <div className="flex flex-wrap items-center gap-3">
          <h1 className="wrap-anywhere flex items-center gap-3 font-mono text-xl">
            <ToolIcon type={tool.tool_type} className="size-5" /> {tool.name}
          </h1>
          <Badge title={toolTypes[tool.tool_type].summary}>{toolTypes[tool.tool_type].label}</Badge>
        </div>
        <p className="max-w-reading text-pretty text-base text-ink-muted">
          {firstSentence(tool.description) || "This tool has no description."}
        </p>
        <span className="flex items-center gap-0.5 font-mono text-ink-faint text-xs">
          {tool.id.slice(0, 14)}…
          <CopyButton value={tool.id} label="Copy the id of the tool" />
        </span>
      </div>
    </header>
  );
}

/** Agents read all of it; people mostly need its first sentence, which stands above. */
function Description({ tool }: { tool: Tool }) {
  const text = tool.description?.trim() ?? "";
  if (text === firstSentence(text)) return null;
  return (
    <section aria-label="Description" className="flex flex-col gap-2">
      <PanelTitle title="What agents are told" />
      <p className="wrap-anywhere max-h-80 overflow-y-auto whitespace-pre-wrap rounded-lg border bg-raised px-4 py-3 text-ink-muted leading-relaxed">
        {text}
      </p>
    </section>
  );
}

function ToolSkeleton() {
  return (
    <div className="flex flex-col gap-6">
      <Skeleton className="w-28" />
      <Skeleton className="h-7 w-64" />
      <Skeleton className="w-2/3" />
      <Skeleton className="h-48" />
    </div>
  );
}
