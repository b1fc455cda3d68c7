import { cn } from "./cn";

/** Holds the place of what is loading. The region around it carries `aria-busy`. */
export function Skeleton({ className }: { className?: string }) {
  return <div aria-hidden="true" className={cn("h-3.5 animate-pulse rounded-xs bg-pressed", className)} />;
}
