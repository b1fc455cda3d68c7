import { CircleAlert, Info } from "lucide-react";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { CopyButton } from "@/components/ui/copy-button";
import type { Run } from "@/lib/contract/runs/schemas";
import { runProblem } from "./run-problem";

/** What went wrong, in the words of whoever refused, and what can be done about it. */
export function RunNotice({ run }: { run: Run }) {
  const problem = runProblem(run);
  if (!problem) return null;
  const { tone, title, advice, place, error } = problem;
  const Icon = tone === "danger" ? CircleAlert : Info;
  const diagnosis = [title, run.id, run.stop_reason, error?.type, error?.message, error?.detail];
  return (
    <section
      aria-label="What went wrong"
      className={cn(
        "flex gap-3 rounded-lg py-3.5 pr-2.5 pl-4",
        tone === "danger" ? "bg-danger-soft text-danger-text" : "bg-mark-soft text-mark-text",
      )}
    >
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
      <div className="flex min-w-0 flex-1 flex-col gap-1">
        <h2 className="font-medium text-base">{title}</h2>
        {error && <p className="wrap-anywhere font-mono text-xs">{error.message}</p>}
        <p className="max-w-reading text-ink-muted">
          {advice} {place && <Place place={place} agentId={run.agent_id} />}
        </p>
      </div>
      <CopyButton value={diagnosis.filter(Boolean).join("\n")} label="Copy diagnostics" />
    </section>
  );
}

function Place({ place, agentId }: { place: "agent" | "models"; agentId: string }) {
  const [href, words] =
    place === "agent" ? [`/agents/${agentId}`, "Open the agent"] : ["/models", "Look at the models"];
  return (
    <Link href={href} className="whitespace-nowrap text-accent-text underline underline-offset-3">
      {words}
    </Link>
  );
}
