import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  art?: ReactNode;
  className?: string;
};

/** One sentence on what belongs here, and one way to begin. */
export function EmptyState({ title, children, action, art, className }: EmptyStateProps) {
  return (
    <div className={cn("flex flex-col items-center gap-3 px-6 py-14 text-center", className)}>
      {art}
      <h2 className="font-display text-xl">{title}</h2>
      {children && <div className="max-w-md text-pretty text-base text-ink-muted">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
