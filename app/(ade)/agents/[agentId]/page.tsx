import type { Metadata } from "next";
import { Suspense } from "react";
import { paneScript } from "@/components/shell/pane-script";
import { Workspace } from "./workspace";

export const metadata: Metadata = { title: "Agent" };

export default async function Page({ params }: { params: Promise<{ agentId: string }> }) {
  const { agentId } = await params;
  return (
    <Suspense>
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: our own constant, and it must run before the first paint. */}
      <script dangerouslySetInnerHTML={{ __html: paneScript }} />
      <Workspace key={agentId} agentId={agentId} />
    </Suspense>
  );
}
