import type { ReactNode } from "react";

/** The name of a part of a page, with what belongs beside it. */
export function PanelTitle({ title, aside }: { title: ReactNode; aside?: ReactNode }) {
  return (
    <header className="flex min-h-7 flex-wrap items-center justify-between gap-x-4 gap-y-1">
      <h2 className="font-medium text-base">{title}</h2>
      {aside}
    </header>
  );
}
