"use client";
import dynamic from "next/dynamic";
import { Overlays } from "@/components/shell/overlays";

/** Loaded when it is first asked for. */
const Palette = dynamic(() => import("./palette").then((file) => file.Palette));

export function PaletteOverlays() {
  return <Overlays Palette={Palette} />;
}
