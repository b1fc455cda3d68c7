import type { ReactNode } from "react";
import { cn } from "./cn";

type EmptyStateProps = {
  title: string;
  children?: ReactNode;
  action?: ReactNode;
  art?: ReactNode;
  className?: string;
  /** It is all that the page shows, so its title is the page's. */
  isPage?: boolean;
};

/** One sentence on what belongs here, and one way to begin. */
export function EmptyState({ title, children, action, art, className, isPage }: EmptyStateProps) {
  const Heading = isPage ? "h1" : "h2";
  return (
    <div className={cn("flex flex-col items-center gap-3 px-6 py-14 text-center", className)}>
      {art}
      <Heading className="font-display text-xl">{title}</Heading>
      {children && <div className="max-w-md text-pretty text-base text-ink-muted">{children}</div>}
      {action && <div className="mt-2 flex flex-wrap justify-center gap-2">{action}</div>}
    </div>
  );
}
