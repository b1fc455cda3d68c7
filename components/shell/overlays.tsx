"use client";
import dynamic from "next/dynamic";
import type { ComponentType } from "react";
import { setOverlay, useOverlay } from "./overlay";
import { useShortcuts } from "./use-shortcuts";

const ShortcutsSheet = dynamic(() => import("./shortcuts-sheet").then((file) => file.ShortcutsSheet));

/** Opens what lies over the page; the palette knows features and is therefore handed in. */
export function Overlays({ Palette }: { Palette: ComponentType<{ onClose: () => void }> }) {
  useShortcuts();
  const overlay = useOverlay();
  const close = () => setOverlay(null);
  if (overlay === "palette") return <Palette onClose={close} />;
  return overlay === "shortcuts" && <ShortcutsSheet onClose={close} />;
}
