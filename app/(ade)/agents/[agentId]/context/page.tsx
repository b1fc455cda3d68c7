import type { Metadata } from "next";
import { Suspense } from "react";
import { AgentContextPage } from "@/components/context/agent-context-page";

export const metadata: Metadata = { title: "Context" };

export default async function Page({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  return (
    <Suspense>
      <AgentContextPage key={agentId} agentId={agentId} />
    </Suspense>
  );
}
