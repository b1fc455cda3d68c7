"use client";
import { AlertDialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { Button } from "./button";
import { cn } from "./cn";
import { overlayClass, panelClass } from "./dialog";

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
export function ConfirmDialog(props: ConfirmDialogProps) {
  return (
    <Radix.Root open={props.isOpen} onOpenChange={props.onOpenChange}>
      <Radix.Portal>
        <Radix.Overlay className={overlayClass} />
        <Radix.Content className={cn(panelClass, "w-[min(26rem,calc(100vw-2rem))]")}>
          <div className="flex flex-col gap-2 px-6 pt-5 pb-5">
            <Radix.Title className="font-display text-xl">{props.title}</Radix.Title>
            <Radix.Description className="text-ink-muted">{props.description}</Radix.Description>
          </div>
          <footer className="flex items-center justify-end gap-2 border-t px-6 py-3.5">
            <Radix.Cancel asChild>
              <Button tone="quiet">Cancel</Button>
            </Radix.Cancel>
            <Button tone="danger" isPending={props.isPending} onClick={props.onConfirm}>
              {props.confirmLabel}
            </Button>
          </footer>
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}
