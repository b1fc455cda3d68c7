import { Brain, Hourglass, Sparkles, Wrench } from "lucide-react";
import { memo, type ReactNode } from "react";
import { cn } from "@/components/ui/cn";
import { count, preciseDuration, shortCount } from "@/components/ui/numbers";
import { setHash } from "@/components/ui/use-hash";
import { type BarLook, failedFill, fillOf, lookOf } from "./bar-styles";
import type { Bar } from "./timeline";

type WaterfallRowProps = { bar: Bar; totalMs: number; isSelected: boolean };

const icons: Record<BarLook, ReactNode> = {
  queue: <Hourglass />,
  step: null,
  model: <Sparkles />,
  memory: <Brain />,
  tool: <Wrench />,
};

/** Rows of finished steps are drawn again only when the axis changes. */
export const WaterfallRow = memo(
  function WaterfallRow({ bar, totalMs, isSelected }: WaterfallRowProps) {
    const isStep = bar.kind === "step";
    return (
      <tr
        className={cn(
          "group relative h-7 transition-colors hover:bg-hover",
          isStep && "border-t",
          isSelected && "bg-accent-soft hover:bg-accent-soft",
        )}
      >
        <th scope="row" className="py-0 pr-2 pl-2.5 text-left font-normal">
          <Name bar={bar} isSelected={isSelected} />
        </th>
        <td className="relative p-0">
          <Track bar={bar} totalMs={totalMs} />
        </td>
        <td
          className={cn(
            "pr-1 pl-2 text-right text-xs whitespace-nowrap",
            isStep ? "text-ink" : "text-ink-muted",
          )}
        >
          {bar.state === "waiting" ? "waits" : preciseDuration(bar.durationMs)}
        </td>
        <td className="pr-2.5 pl-2 text-right text-ink-faint text-xs max-md:hidden">
          {bar.tokens && bar.tokens.prompt + bar.tokens.completion > 0 && (
            <span title={`${count(bar.tokens.prompt)} tokens read, ${count(bar.tokens.completion)} written`}>
              {shortCount(bar.tokens.prompt)} → {shortCount(bar.tokens.completion)}
            </span>
          )}
        </td>
      </tr>
    );
  },
  (before, after) =>
    before.totalMs === after.totalMs &&
    before.isSelected === after.isSelected &&
    JSON.stringify(before.bar) === JSON.stringify(after.bar),
);

/** The whole row opens its step; the link is also what a reader can copy. */
function Name({ bar, isSelected }: { bar: Bar; isSelected: boolean }) {
  const words = (
    <>
      <span aria-hidden="true" className="shrink-0 text-ink-faint [&_svg]:size-3">
        {icons[lookOf(bar)]}
      </span>
      <span className={cn("truncate", bar.kind === "tool" && "font-mono text-xs")}>{bar.label}</span>
    </>
  );
  const className = cn(
    "flex h-7 items-center gap-1.5",
    bar.kind === "step" ? "font-medium" : "pl-3 text-ink-muted",
  );
  if (!bar.stepId) return <span className={className}>{words}</span>;
  const stepId = bar.stepId;
  return (
    <a
      href={`#${stepId}`}
      id={bar.kind === "step" ? stepId : undefined}
      aria-current={isSelected && bar.kind === "step" ? "true" : undefined}
      onClick={(click) => {
        if (click.metaKey || click.ctrlKey) return;
        click.preventDefault();
        setHash(stepId);
      }}
      className={cn(className, "after:absolute after:inset-0 focus-visible:outline-offset-0")}
    >
      {words}
      {bar.state === "failed" && <span className="sr-only">, failed</span>}
      {bar.state === "running" && <span className="sr-only">, running</span>}
    </a>
  );
}

function Track({ bar, totalMs }: { bar: Bar; totalMs: number }) {
  const look = lookOf(bar);
  const share = (ms: number) => `${(ms / totalMs) * 100}%`;
  const firstWord = bar.firstTokenMs === null ? null : (bar.firstTokenMs / Math.max(bar.durationMs, 1)) * 100;
  return (
    <>
      <span className="sr-only">
        from {preciseDuration(bar.startMs)} to {preciseDuration(bar.startMs + bar.durationMs)}
      </span>
      <span
        aria-hidden="true"
        title={`${bar.label}: ${preciseDuration(bar.durationMs)}, begins after ${preciseDuration(bar.startMs)}`}
        className={cn(
          "absolute top-1/2 flex min-w-0.5 -translate-y-1/2 overflow-hidden rounded-xs",
          look === "step" ? "h-0.75" : "h-3",
          bar.state === "running" && look !== "step" && "animate-pulse",
        )}
        style={{ left: `min(${share(bar.startMs)}, calc(100% - 2px))`, width: share(bar.durationMs) }}
      >
        {firstWord !== null && bar.state !== "failed" && (
          <span
            className={cn("h-full shrink-0 opacity-40", fillOf[look])}
            style={{ width: `${firstWord}%` }}
          />
        )}
        <span
          className={cn(
            "h-full flex-1",
            bar.state === "failed" && look !== "step" ? failedFill : fillOf[look],
          )}
        />
      </span>
    </>
  );
}
