import type { Metadata } from "next";
import { Suspense } from "react";
import { Run } from "./run";

export const metadata: Metadata = { title: "Run" };

export default async function Page({ params }: { params: Promise<{ runId: string }> }) {
  const { runId } = await params;
  return (
    <Suspense>
      <Run key={runId} runId={runId} />
    </Suspense>
  );
}
