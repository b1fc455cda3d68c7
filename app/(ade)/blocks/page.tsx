import type { Metadata } from "next";
import { Suspense } from "react";
import { BlocksPage } from "@/components/blocks/blocks-page";

export const metadata: Metadata = { title: "Blocks" };

export default function Page() {
  return (
    <Suspense>
      <BlocksPage />
    </Suspense>
  );
}
