import type { ReactNode } from "react";
import { FirstRunStatus } from "@/components/first-run/first-run-status";
import { PaletteOverlays } from "@/components/palette/palette-overlays";
import { Shell } from "@/components/shell/shell";

export default function AdeLayout({ children }: { children: ReactNode }) {
  return (
    <Shell overlays={<PaletteOverlays />} status={<FirstRunStatus />}>
      {children}
    </Shell>
  );
}
