"use client";
import { useQuery } from "@tanstack/react-query";
import Link from "next/link";
import { cn } from "@/components/ui/cn";
import { Elapsed } from "@/components/ui/elapsed";
import { money, plural, preciseDuration, shortCount } from "@/components/ui/numbers";
import { RelativeTime } from "@/components/ui/relative-time";
import { HeadRow, Row, RowTh, Table, Td, Th } from "@/components/ui/table";
import type { RunOverview } from "@/lib/contract/mneme/overviews";
import type { Run } from "@/lib/contract/runs/schemas";
import { runQueries } from "./queries";
import { RunStateLabel } from "./run-badge";
import { runError } from "./run-problem";
import { isActive, runDurationMs } from "./run-state";

/** Below this width a row keeps what was asked and how it ended. */
const wide = "max-md:hidden";

export function RunsTable({ runs, isStale }: { runs: Run[]; isStale: boolean }) {
  const overviews = useQuery(runQueries.overviews(runs));
  const longestMs = Math.max(1, ...runs.filter((run) => !isActive(run)).map((run) => runDurationMs(run, 0)));
  return (
    <Table isStale={isStale} className="table-fixed">
      <thead>
        <HeadRow>
          <Th>Asked</Th>
          <Th className="w-38 max-sm:w-30">State</Th>
          <Th className={cn(wide, "w-40")}>Duration</Th>
          <Th className={cn(wide, "w-18 text-right")}>Steps</Th>
          <Th className={cn("w-24 text-right max-lg:hidden")}>Tokens</Th>
          <Th className={cn(wide, "w-30 text-right")}>Started</Th>
        </HeadRow>
      </thead>
      <tbody>
        {runs.map((run) => (
          <RunRow key={run.id} run={run} overview={overviews.data?.get(run.id)} longestMs={longestMs} />
        ))}
      </tbody>
    </Table>
  );
}

type RunRowProps = { run: Run; overview: RunOverview | undefined; longestMs: number };

function RunRow({ run, overview, longestMs }: RunRowProps) {
  return (
    <Row className="relative">
      <RowTh>
        {/* The link covers its row; other links lie above it. */}
        <Link
          href={`/runs/${run.id}`}
          className="block truncate text-base after:absolute after:inset-0 group-hover:text-accent-text"
        >
          {overview ? (overview.input ?? "Went on by itself") : "…"}
        </Link>
        <RunNote run={run} overview={overview} />
      </RowTh>
      <Td>
        <RunStateLabel run={run} />
      </Td>
      <Td className={wide}>
        {isActive(run) ? (
          <Elapsed sinceMs={Date.parse(run.created_at)} className="text-accent-text" />
        ) : (
          <Duration run={run} longestMs={longestMs} />
        )}
      </Td>
      <Td className={cn(wide, "text-right text-ink-muted")}>{overview?.step_count ?? ""}</Td>
      <Td className="text-right text-ink-muted max-lg:hidden">
        {overview && (
          <span
            title={`${plural(overview.prompt_tokens, "token")} read, ${plural(overview.completion_tokens, "token")} written`}
          >
            {shortCount(overview.prompt_tokens + overview.completion_tokens)}
            {money(overview.cost_usd) && (
              <span className="block text-ink-faint text-xs">{money(overview.cost_usd)}</span>
            )}
          </span>
        )}
      </Td>
      <Td className={cn(wide, "whitespace-nowrap text-right text-ink-muted")}>
        <RelativeTime value={run.created_at} />
      </Td>
    </Row>
  );
}

/** Whose run it is and what it used; of a failure, what went wrong. */
function RunNote({ run, overview }: Pick<RunRowProps, "run" | "overview">) {
  const error = runError(run);
  return (
    <span className="flex items-center gap-1.5 truncate text-ink-faint text-xs">
      <Link
        href={`/agents/${run.agent_id}`}
        className="relative z-1 inline-flex min-h-6 shrink-0 items-center rounded-xs hover:text-ink hover:underline"
      >
        {overview?.agent_name ?? "Agent"}
      </Link>
      {error ? (
        <span className="truncate text-danger-text max-md:hidden">{error.message}</span>
      ) : (
        <span className="truncate font-mono max-md:hidden">{overview?.tools.join(" · ")}</span>
      )}
      <RelativeTime value={run.created_at} className="ml-auto shrink-0 md:hidden" />
    </span>
  );
}

/** Beside each other, durations are compared before they are read. */
function Duration({ run, longestMs }: { run: Run; longestMs: number }) {
  const ms = runDurationMs(run, 0);
  return (
    <span className="flex items-center gap-2.5">
      <span aria-hidden="true" className="h-1 w-16 overflow-hidden rounded-full bg-pressed">
        <span
          className="block h-full rounded-full bg-ink-faint"
          style={{ width: `${Math.max(3, (ms / longestMs) * 100)}%` }}
        />
      </span>
      <span className="whitespace-nowrap text-ink-muted">{preciseDuration(ms)}</span>
    </span>
  );
}
