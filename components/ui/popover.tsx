"use client";
import {
  type ComponentProps,
  createContext,
  type ReactNode,
  type RefObject,
  use,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { cn } from "./cn";
import type { Align, Side } from "./place";
import { Slot } from "./slot";
import { floatingClass, useFloating } from "./use-floating";

type State = {
  id: string;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  triggerRef: RefObject<HTMLButtonElement | null>;
};

const PopoverContext = createContext<State | null>(null);

function usePopover(): State {
  const state = use(PopoverContext);
  if (!state) throw new Error("Parts of a popover stand inside a Popover");
  return state;
}

type PopoverProps = { open?: boolean; onOpenChange?: (isOpen: boolean) => void; children: ReactNode };

export function Popover({ open, onOpenChange, children }: PopoverProps) {
  const [isOwnOpen, setOwnOpen] = useState(false);
  const setOpen = (isOpen: boolean) => {
    setOwnOpen(isOpen);
    onOpenChange?.(isOpen);
  };
  const triggerRef = useRef<HTMLButtonElement>(null);
  return (
    <PopoverContext value={{ id: useId(), isOpen: open ?? isOwnOpen, setOpen, triggerRef }}>
      {children}
    </PopoverContext>
  );
}

export function PopoverTrigger({ asChild, ...props }: ComponentProps<"button"> & { asChild?: boolean }) {
  const { id, isOpen, setOpen, triggerRef } = usePopover();
  const Element = asChild ? Slot : "button";
  return (
    <Element
      type="button"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      aria-controls={isOpen ? id : undefined}
      data-state={isOpen ? "open" : "closed"}
      ref={triggerRef}
      onClick={() => setOpen(!isOpen)}
      {...props}
    />
  );
}

type ContentProps = {
  /** Accessible name; the trigger's where none is given. */
  label?: string;
  side?: Side;
  align?: Align;
  className?: string;
  children: ReactNode;
};

export function PopoverContent(props: ContentProps) {
  return usePopover().isOpen ? <PopoverPanel {...props} /> : null;
}

function PopoverPanel({ label, side = "bottom", align = "center", className, children }: ContentProps) {
  const { id, setOpen, triggerRef } = usePopover();
  const panelRef = useFloating(triggerRef, {
    isOpen: true,
    side,
    align,
    gap: 6,
    onLeave: () => setOpen(false),
  });
  useEffect(() => {
    const panel = panelRef.current;
    if (panel && !panel.contains(document.activeElement))
      (panel.querySelector<HTMLElement>(focusable) ?? panel).focus();
  }, [panelRef]);
  const close = () => {
    setOpen(false);
    triggerRef.current?.focus();
  };
  return (
    <div
      id={id}
      role="dialog"
      aria-label={
        label ??
        triggerRef.current?.getAttribute("aria-label") ??
        triggerRef.current?.textContent ??
        undefined
      }
      tabIndex={-1}
      popover="manual"
      ref={panelRef}
      onKeyDown={(key) => {
        if (key.key !== "Escape" || key.defaultPrevented) return;
        key.preventDefault();
        key.stopPropagation();
        close();
      }}
      className={cn(floatingClass, "w-72 p-3 outline-hidden", className)}
    >
      {children}
    </div>
  );
}

const focusable =
  'button:not([disabled]):not([tabindex="-1"]), a[href], input:not([disabled]), textarea:not([disabled]), select:not([disabled]), [tabindex="0"]';
