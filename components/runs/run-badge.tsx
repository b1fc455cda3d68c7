import { CircleAlert, CircleCheck, CircleDashed, CircleSlash, Info } from "lucide-react";
import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { Spinner } from "@/components/ui/spinner";
import type { Run } from "@/lib/contract/runs/schemas";
import { type RunTone, runState } from "./run-state";

type RunBadgeProps = { run: Pick<Run, "status" | "stop_reason"> };

const icons: Record<RunTone, ReactNode> = {
  neutral: <CircleSlash aria-hidden="true" />,
  accent: <Spinner />,
  positive: <CircleCheck aria-hidden="true" />,
  mark: <Info aria-hidden="true" />,
  danger: <CircleAlert aria-hidden="true" />,
};

export function RunBadge({ run }: RunBadgeProps) {
  const { tone, label } = runState(run);
  return (
    <Badge tone={tone}>
      {run.status === "created" ? <CircleDashed aria-hidden="true" /> : icons[tone]}
      {label}
    </Badge>
  );
}

const dots: Record<RunTone, string> = {
  neutral: "text-ink-faint",
  accent: "text-accent-text",
  positive: "text-positive-text",
  mark: "text-mark-text",
  danger: "text-danger-text",
};

/** For a table, where most rows ended well and should not shout it. */
export function RunStateLabel({ run }: RunBadgeProps) {
  const { tone, label } = runState(run);
  return (
    <span className="flex items-center gap-1.5 whitespace-nowrap [&_svg]:size-3.5 [&_svg]:shrink-0">
      <span className={dots[tone]}>
        {run.status === "created" ? <CircleDashed aria-hidden="true" /> : icons[tone]}
      </span>
      <span className={cn(tone === "positive" || tone === "neutral" ? "text-ink-muted" : dots[tone])}>
        {label}
      </span>
    </span>
  );
}
