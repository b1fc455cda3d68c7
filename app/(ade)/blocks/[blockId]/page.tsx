import type { Metadata } from "next";
import { Suspense } from "react";
import { BlockPage } from "@/components/blocks/block-page";

export const metadata: Metadata = { title: "Block" };

export default async function Page({ params }: { params: Promise<{ blockId: string }> }) {
  const { blockId } = await params;
  return (
    <Suspense>
      <BlockPage key={blockId} blockId={blockId} />
    </Suspense>
  );
}
