"use client";
import type { ReactNode } from "react";
import { Elapsed } from "@/components/ui/elapsed";
import { count, money, percent, preciseDuration } from "@/components/ui/numbers";
import type { Run } from "@/lib/contract/runs/schemas";
import { isActive, runDurationMs } from "./run-state";
import type { MeasuredStep } from "./timeline";

type RunFiguresProps = { run: Run; steps: MeasuredStep[]; costUsd: number | null | undefined };

/** What the run took. Sums are exact; what a provider did not report is not made up. */
export function RunFigures({ run, steps, costUsd }: RunFiguresProps) {
  const prompt = sum(steps, "prompt_tokens");
  const cached = sum(steps, "cached_input_tokens");
  const written = sum(steps, "completion_tokens");
  const reasoning = sum(steps, "reasoning_tokens");
  const models = [...new Set(steps.map(({ step }) => step.model).filter(Boolean))];
  return (
    <dl className="grid grid-cols-2 gap-y-4 border-y py-4 sm:grid-cols-3 lg:flex lg:flex-wrap lg:justify-between lg:gap-x-8">
      <Figure label="Duration">
        {isActive(run) ? (
          <Elapsed sinceMs={Date.parse(run.created_at)} />
        ) : (
          preciseDuration(runDurationMs(run, 0))
        )}
      </Figure>
      <Figure label="First word after">
        {run.ttft_ns === null ? "–" : preciseDuration(run.ttft_ns / 1e6)}
      </Figure>
      <Figure label="Steps">{steps.length || "–"}</Figure>
      <Figure
        label="Tokens read"
        note={cached ? `${count(cached)} from cache, ${percent(cached / (prompt || 1))}` : null}
      >
        {count(prompt ?? 0)}
      </Figure>
      <Figure label="Tokens written" note={reasoning ? `${count(reasoning)} of them reasoning` : null}>
        {count(written ?? 0)}
      </Figure>
      {money(costUsd) && <Figure label="Cost">{money(costUsd)}</Figure>}
      <Figure label={models.length > 1 ? "Models" : "Model"}>{models.join(", ") || "–"}</Figure>
    </dl>
  );
}

function Figure({ label, note, children }: { label: string; note?: string | null; children: ReactNode }) {
  return (
    <div className="flex min-w-0 flex-col gap-0.5">
      <dt className="text-ink-faint text-xs">{label}</dt>
      <dd className="wrap-anywhere text-lg">{children}</dd>
      {note && <dd className="text-2xs text-ink-faint">{note}</dd>}
    </div>
  );
}

type Counted = "prompt_tokens" | "completion_tokens" | "cached_input_tokens" | "reasoning_tokens";

/** Null when no step reported any. */
function sum(steps: MeasuredStep[], field: Counted): number | null {
  const reported = steps.flatMap(({ step }) => step[field] ?? []);
  return reported.length === 0 ? null : reported.reduce((total, each) => total + each, 0);
}
