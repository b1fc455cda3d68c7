"use client";
import { type PointerEvent, type SyntheticEvent, useLayoutEffect, useRef, useState } from "react";

type Modal = {
  onClose: () => void;
  /** A press beside the dialog closes it, as Escape does. */
  isLightlyClosed?: boolean;
};

/**
 * What makes a mounted `<dialog>` modal: the browser keeps the focus inside and the rest inert. An element with
 * `autoFocus` keeps the focus; at the end it goes back to where it came from.
 */
export function useModal({ onClose, isLightlyClosed = false }: Modal) {
  const ref = useRef<HTMLDialogElement>(null);
  const [opener] = useState(() => document.activeElement as HTMLElement | null);
  useLayoutEffect(() => {
    const dialog = ref.current;
    if (!dialog) return;
    const focused = dialog.contains(document.activeElement) ? (document.activeElement as HTMLElement) : null;
    dialog.showModal();
    focused?.focus();
    return () => {
      dialog.close();
      if (opener?.isConnected) opener.focus();
    };
  }, [opener]);
  return {
    ref,
    onCancel: (event: SyntheticEvent) => {
      if (event.target !== ref.current) return;
      event.preventDefault();
      onClose();
    },
    onPointerDown: (event: PointerEvent<HTMLDialogElement>) => {
      if (isLightlyClosed && event.target === event.currentTarget && isBeside(event)) onClose();
    },
  };
}

/** A press on the backdrop is reported as one on the dialog, with a point outside of it. */
function isBeside({ currentTarget, clientX, clientY }: PointerEvent<HTMLDialogElement>): boolean {
  const { left, right, top, bottom } = currentTarget.getBoundingClientRect();
  return clientX < left || clientX > right || clientY < top || clientY > bottom;
}
