import type { Metadata } from "next";
import { Suspense } from "react";
import { AgentsPage } from "@/components/agents/agents-page";
import { FirstRun } from "@/components/first-run/first-run-gate";

export const metadata: Metadata = { title: "Agents" };

export default function Page() {
  return (
    <Suspense>
      <AgentsPage intro={<FirstRun />} />
    </Suspense>
  );
}
