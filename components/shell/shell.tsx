import type { ReactNode } from "react";
import { KeyGate } from "./key-gate";
import { Rail, TabBar } from "./rail";
import { StatusLine } from "./status-line";

type ShellProps = {
  children: ReactNode;
  /** What lies over every page, and what a feature says in the status line. */
  overlays?: ReactNode;
  status?: ReactNode;
};

export function Shell({ children, overlays, status }: ShellProps) {
  return (
    <div className="flex h-dvh flex-col md:flex-row">
      <a
        href="#main"
        className="sr-only focus:not-sr-only focus:absolute focus:top-2 focus:left-2 focus:z-50 focus:rounded-md focus:bg-raised focus:px-3 focus:py-2 focus:shadow-overlay"
      >
        Skip to content
      </a>
      <Rail />
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        <main id="main" tabIndex={-1} className="min-h-0 flex-1 outline-none">
          <KeyGate>{children}</KeyGate>
        </main>
        <StatusLine>{status}</StatusLine>
      </div>
      <TabBar />
      {overlays}
    </div>
  );
}
