"use client";
import { useEffect } from "react";

/** Lies under an open drawer; a click on it or Escape closes the drawer. */
export function DrawerScrim({ label, onClose }: { label: string; onClose: () => void }) {
  useEffect(() => {
    const close = (key: KeyboardEvent) => key.key === "Escape" && !key.defaultPrevented && onClose();
    document.addEventListener("keydown", close);
    return () => document.removeEventListener("keydown", close);
  }, [onClose]);
  return (
    <button
      type="button"
      tabIndex={-1}
      aria-label={label}
      onClick={onClose}
      className="absolute inset-0 z-20 animate-fade bg-scrim max-md:hidden"
    />
  );
}
