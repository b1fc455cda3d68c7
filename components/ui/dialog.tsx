"use client";
import { X } from "lucide-react";
import { Dialog as Radix } from "radix-ui";
import type { ReactNode } from "react";
import { cn } from "./cn";
import { IconButton } from "./icon-button";

export const Dialog = Radix.Root;
export const DialogTrigger = Radix.Trigger;
export const DialogClose = Radix.Close;

export const overlayClass = "fixed inset-0 z-40 animate-fade bg-scrim";
export const panelClass =
  "fixed top-1/2 left-1/2 z-50 flex max-h-[calc(100dvh-2rem)] w-[min(30rem,calc(100vw-2rem))] -translate-x-1/2 -translate-y-1/2 animate-rise flex-col overflow-y-auto rounded-xl bg-surface shadow-overlay";

type DialogContentProps = { title: string; description?: ReactNode; className?: string; children: ReactNode };

export function DialogContent({ title, description, className, children }: DialogContentProps) {
  return (
    <Radix.Portal>
      <Radix.Overlay className={overlayClass} />
      <Radix.Content
        className={cn(panelClass, className)}
        {...(description ? {} : { "aria-describedby": undefined })}
      >
        <header className="flex flex-col gap-1 py-5 pr-14 pl-6">
          <Radix.Title className="font-display text-xl">{title}</Radix.Title>
          {description && <Radix.Description className="text-ink-muted">{description}</Radix.Description>}
        </header>
        {children}
        {/* Last, so that focus begins with what the dialog is about. */}
        <Radix.Close asChild>
          <IconButton label="Close" className="absolute top-4 right-4">
            <X />
          </IconButton>
        </Radix.Close>
      </Radix.Content>
    </Radix.Portal>
  );
}

export function DialogFooter({ children }: { children: ReactNode }) {
  return <footer className="flex items-center justify-end gap-2 border-t px-6 py-3.5">{children}</footer>;
}
