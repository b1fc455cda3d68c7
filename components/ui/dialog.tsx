"use client";
import { X } from "lucide-react";
import { type ComponentProps, createContext, type ReactNode, use, useId, useState } from "react";
import { createPortal } from "react-dom";
import { cn } from "./cn";
import { IconButton } from "./icon-button";
import { Slot } from "./slot";
import { useModal } from "./use-modal";

type State = { isOpen: boolean; setOpen: (isOpen: boolean) => void };

const DialogContext = createContext<State | null>(null);

function useDialog(): State {
  const state = use(DialogContext);
  if (!state) throw new Error("Parts of a dialog stand inside a Dialog");
  return state;
}

type DialogProps = { open?: boolean; onOpenChange?: (isOpen: boolean) => void; children: ReactNode };

export function Dialog({ open, onOpenChange, children }: DialogProps) {
  const [isOwnOpen, setOwnOpen] = useState(false);
  const setOpen = (isOpen: boolean) => {
    setOwnOpen(isOpen);
    onOpenChange?.(isOpen);
  };
  return <DialogContext value={{ isOpen: open ?? isOwnOpen, setOpen }}>{children}</DialogContext>;
}

type PartProps = ComponentProps<"button"> & { asChild?: boolean };

export function DialogTrigger({ asChild, ...props }: PartProps) {
  const { isOpen, setOpen } = useDialog();
  const Element = asChild ? Slot : "button";
  return (
    <Element
      type="button"
      aria-haspopup="dialog"
      aria-expanded={isOpen}
      onClick={() => setOpen(true)}
      {...props}
    />
  );
}

export function DialogClose({ asChild, ...props }: PartProps) {
  const { setOpen } = useDialog();
  const Element = asChild ? Slot : "button";
  return <Element type="button" onClick={() => setOpen(false)} {...props} />;
}

export const panelClass =
  "m-auto flex max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] max-w-none animate-rise flex-col overflow-y-auto overscroll-contain rounded-xl bg-surface text-ink text-sm shadow-overlay backdrop:animate-fade backdrop:bg-scrim";

type DialogContentProps = { title: string; description?: ReactNode; className?: string; children: ReactNode };

export function DialogContent(props: DialogContentProps) {
  return useDialog().isOpen ? createPortal(<DialogPanel {...props} />, document.body) : null;
}

function DialogPanel({ title, description, className, children }: DialogContentProps) {
  const id = useId();
  const { setOpen } = useDialog();
  const modal = useModal({ onClose: () => setOpen(false), isLightlyClosed: true });
  return (
    <dialog
      {...modal}
      aria-labelledby={`${id}-title`}
      aria-describedby={description ? `${id}-description` : undefined}
      className={cn(panelClass, className)}
    >
      <header className="flex flex-col gap-1 py-5 pr-14 pl-6">
        <h2 id={`${id}-title`} className="font-display text-xl">
          {title}
        </h2>
        {description && (
          <div id={`${id}-description`} className="text-ink-muted">
            {description}
          </div>
        )}
      </header>
      {children}
      {/* Last, so that focus begins with what the dialog is about. */}
      <IconButton label="Close" className="absolute top-4 right-4" onClick={() => setOpen(false)}>
        <X />
      </IconButton>
    </dialog>
  );
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return <footer className="flex items-center justify-end gap-2 border-t px-6 py-3.5">{children}</footer>;
}
