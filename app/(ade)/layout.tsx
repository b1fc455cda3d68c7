import type { ReactNode } from "react";
import { FirstRun } from "@/components/first-run/first-run-gate";
import { PaletteOverlays } from "@/components/palette/palette-overlays";
import { Shell } from "@/components/shell/shell";

export default function AdeLayout({ children }: { children: ReactNode }) {
  return (
    <Shell overlays={<PaletteOverlays />} status={<FirstRun isStatus />}>
      {children}
    </Shell>
  );
}
