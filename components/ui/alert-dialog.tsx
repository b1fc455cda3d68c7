"use client";
import { type ReactNode, useId } from "react";
import { createPortal } from "react-dom";
import { Button } from "./button";
import { cn } from "./cn";
import { panelClass } from "./dialog";
import { useModal } from "./use-modal";

type ConfirmDialogProps = {
  isOpen: boolean;
  onOpenChange: (isOpen: boolean) => void;
  title: string;
  /** What will happen, with numbers or names; not "are you sure". */
  description: ReactNode;
  confirmLabel: string;
  isPending?: boolean;
  onConfirm: () => void;
};

/** For what cannot be undone. Stays open while the action runs, so a failure is seen where it was asked for. */
export function ConfirmDialog({ isOpen, ...props }: ConfirmDialogProps) {
  return isOpen ? createPortal(<ConfirmPanel {...props} />, document.body) : null;
}

function ConfirmPanel(props: Omit<ConfirmDialogProps, "isOpen">) {
  const id = useId();
  const close = () => props.onOpenChange(false);
  const modal = useModal({ onClose: close });
  return (
    <dialog
      {...modal}
      role="alertdialog"
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-description`}
      className={cn(panelClass, "w-[min(26rem,calc(100vw-2rem))]")}
    >
      <div className="flex flex-col gap-2 px-6 pt-5 pb-5">
        <h2 id={`${id}-title`} className="font-display text-xl">
          {props.title}
        </h2>
        <div id={`${id}-description`} className="text-ink-muted">
          {props.description}
        </div>
      </div>
      <footer className="flex items-center justify-end gap-2 border-t px-6 py-3.5">
        <Button tone="quiet" onClick={close}>
          Cancel
        </Button>
        <Button tone="danger" isPending={props.isPending} onClick={props.onConfirm}>
          {props.confirmLabel}
        </Button>
      </footer>
    </dialog>
  );
}
