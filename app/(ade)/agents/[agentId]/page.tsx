import type { Metadata } from "next";
import { Suspense } from "react";
import { Workspace } from "./workspace";

export const metadata: Metadata = { title: "Agent" };

export default async function Page({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  return (
    <Suspense>
      <Workspace key={agentId} agentId={agentId} />
    </Suspense>
  );
}
