import { cn } from "./cn";

const warnFrom = 0.8;

type MeterProps = { label: string; value: number; max: number; className?: string };

/** How much of a limit is used. The words beside it say the same, so colour is never the only sign. */
export function Meter({ label, value, max, className }: MeterProps) {
  const share = max > 0 ? Math.min(value / max, 1) : 0;
  const tone = value > max ? "bg-danger" : share >= warnFrom ? "bg-mark-line" : "bg-accent";
  return (
    <>
      <meter aria-label={label} value={value} max={max} className="sr-only" />
      <div
        aria-hidden="true"
        className={cn("h-0.75 w-full overflow-hidden rounded-full bg-pressed", className)}
      >
        <div
          className={cn("h-full rounded-full transition-[width]", tone)}
          style={{ width: `${share * 100}%` }}
        />
      </div>
    </>
  );
}
