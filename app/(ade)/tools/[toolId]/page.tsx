import type { Metadata } from "next";
import { Suspense } from "react";
import { ToolPage } from "@/components/tools/tool-page";

export const metadata: Metadata = { title: "Tool" };

export default async function Page({ params }: { params: Promise<{ toolId: string }> }) {
  const { toolId } = await params;
  return (
    <Suspense>
      <ToolPage key={toolId} toolId={toolId} />
    </Suspense>
  );
}
