"use client";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { ContextBar } from "@/components/memory/context-bar";
import { MemoryPane } from "@/components/memory/memory-pane";
import { Skeleton } from "@/components/ui/skeleton";
import { Tabs, TabsContent, TabsList, TabsTrigger } from "@/components/ui/tabs";
import { replaceParams } from "@/components/ui/url-params";

const loading = () => <Skeleton className="m-4 h-24" />;
const ArchivalPane = dynamic(
  () => import("@/components/archival/archival-pane").then((module) => module.ArchivalPane),
  { loading },
);
const RecentRuns = dynamic(
  () => import("@/components/agent-runs/recent-runs").then((module) => module.RecentRuns),
  { loading },
);

/** What the agent has in mind, what it can look up, and what it did. The tab is part of the address. */
export function StatePane({ agentId }: { agentId: string }) {
  const tab = useSearchParams().get("state") ?? "memory";
  return (
    <Tabs
      value={tab === "archive" || tab === "runs" ? tab : "memory"}
      onValueChange={(next) => replaceParams({ state: next === "memory" ? null : next })}
    >
      <ContextBar agentId={agentId} />
      <TabsList aria-label="State" className="sticky top-0 z-10 bg-paper px-4">
        <TabsTrigger value="memory">Memory</TabsTrigger>
        <TabsTrigger value="archive">Archive</TabsTrigger>
        <TabsTrigger value="runs">Runs</TabsTrigger>
      </TabsList>
      <TabsContent value="memory" className="outline-none">
        <MemoryPane agentId={agentId} />
      </TabsContent>
      <TabsContent value="archive" className="outline-none">
        <ArchivalPane agentId={agentId} />
      </TabsContent>
      <TabsContent value="runs" className="outline-none">
        <RecentRuns agentId={agentId} />
      </TabsContent>
    </Tabs>
  );
}
