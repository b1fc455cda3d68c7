import { cn } from "@/components/ui/cn";
import { type BarLook, failedFill, fillOf, lookOf } from "./bar-styles";
import type { Bar } from "./timeline";

const names: [BarLook, string][] = [
  ["queue", "Queued"],
  ["model", "Model"],
  ["memory", "Memory tool"],
  ["tool", "Tool"],
];

/** Only what this run has. */
export function WaterfallLegend({ bars }: { bars: Bar[] }) {
  const looks = new Set(bars.filter(({ state }) => state !== "failed").map(lookOf));
  const hasFirstToken = bars.some(({ firstTokenMs }) => firstTokenMs !== null);
  return (
    <ul aria-label="Legend" className="flex flex-wrap items-center gap-x-3.5 gap-y-1 text-2xs text-ink-faint">
      {hasFirstToken && <Entry name="Until the first word" className="bg-accent opacity-40" />}
      {names.map(
        ([look, name]) => looks.has(look) && <Entry key={look} name={name} className={fillOf[look]} />,
      )}
      {bars.some(({ state }) => state === "failed") && <Entry name="Failed" className={failedFill} />}
    </ul>
  );
}

function Entry({ name, className }: { name: string; className: string }) {
  return (
    <li className="flex items-center gap-1.5">
      <span aria-hidden="true" className={cn("h-2 w-3.5 rounded-xs", className)} />
      {name}
    </li>
  );
}
