"use client";
import { type KeyboardEvent, useEffect, useState } from "react";
import { byPlace } from "@/components/ui/by-place";
import { cn } from "@/components/ui/cn";
import { preciseDuration } from "@/components/ui/numbers";
import { PanelTitle } from "@/components/ui/panel-title";
import type { Run } from "@/lib/contract/runs/schemas";
import { isActive } from "./run-state";
import type { RunStory } from "./run-story";
import { type MeasuredStep, ticks, timeline } from "./timeline";
import { WaterfallLegend } from "./waterfall-legend";
import { WaterfallRow } from "./waterfall-row";

type WaterfallProps = { run: Run; steps: MeasuredStep[]; story: RunStory; selectedId: string | null };

/** Where the time went: each step, its model call and its tools, on one axis. Grows while the run goes on. */
export function Waterfall({ run, steps, story, selectedId }: WaterfallProps) {
  const nowMs = useNow(isActive(run));
  const { bars, totalMs } = timeline(run, steps, story, nowMs);
  if (bars.length === 0)
    return (
      <p className="border-y py-8 text-center text-ink-faint">
        {isActive(run)
          ? "Waiting for its turn. Steps appear here as they happen."
          : "This run ended before its first step."}
      </p>
    );
  return (
    <section aria-label="Timeline" className="flex flex-col gap-2">
      <PanelTitle title="Timeline" aside={<WaterfallLegend bars={bars} />} />
      <div className="max-h-[27rem] overflow-y-auto border-y">
        <table className="w-full table-fixed border-collapse" onKeyDown={moveFocus}>
          <caption className="sr-only">Steps of the run, with their model calls and tools</caption>
          <Head totalMs={totalMs} />
          <tbody>
            {bars.map((bar) => (
              <WaterfallRow
                key={bar.key}
                bar={bar}
                totalMs={totalMs}
                isSelected={bar.stepId !== null && bar.stepId === selectedId}
              />
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function Head({ totalMs }: { totalMs: number }) {
  return (
    <thead className="sticky top-0 z-10 bg-paper">
      <tr className="h-7 text-left text-2xs text-ink-faint">
        <th scope="col" className="w-36 font-normal sm:w-52">
          <span className="sr-only">Part</span>
        </th>
        <th scope="col" className="relative font-normal">
          <span className="sr-only">Time since the start</span>
          <span aria-hidden="true">
            {byPlace(ticks(totalMs), (at) => (
              <span
                className={cn(
                  "absolute bottom-1 whitespace-nowrap border-line border-l pl-1",
                  at > 0 && "max-sm:[&:nth-child(even)]:hidden",
                )}
                style={{ left: `${(at / totalMs) * 100}%` }}
              >
                {at === 0 ? "0" : preciseDuration(at).replace(/\.0+ /, " ")}
              </span>
            ))}
          </span>
        </th>
        <th scope="col" className="w-18 pr-1 text-right font-normal sm:w-20">
          Duration
        </th>
        <th
          scope="col"
          className="w-28 pr-2.5 text-right font-normal max-md:hidden"
          title="Tokens read and written"
        >
          Tokens
        </th>
      </tr>
    </thead>
  );
}

/** Up and down go from row to row. */
function moveFocus(key: KeyboardEvent<HTMLTableElement>) {
  const by = key.key === "ArrowDown" ? 1 : key.key === "ArrowUp" ? -1 : 0;
  if (by === 0) return;
  const rows = [...key.currentTarget.querySelectorAll<HTMLElement>("tbody a")];
  const next = rows[rows.indexOf(document.activeElement as HTMLElement) + by];
  if (!next) return;
  key.preventDefault();
  next.focus();
}

const tickMs = 100;

/** The time while it matters, the last one afterwards. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return;
    const timer = setInterval(() => setNow(Date.now()), tickMs);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}
