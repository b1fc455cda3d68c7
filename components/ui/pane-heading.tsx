import type { ReactNode } from "react";

export function PaneHeading({ children }: { children: ReactNode }) {
  return (
    <h2 className="sticky top-0 z-10 flex h-10 items-center justify-between border-b bg-paper px-4 font-medium text-ink-muted text-xs">
      {children}
    </h2>
  );
}
