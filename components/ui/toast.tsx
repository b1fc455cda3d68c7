"use client";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { Toast as Radix } from "radix-ui";
import { useSyncExternalStore } from "react";
import { IconButton } from "./icon-button";

type ToastMessage = { id: number; tone: "positive" | "danger"; title: string; detail?: string };

let toasts: ToastMessage[] = [];
let lastId = 0;
const listeners = new Set<() => void>();
const set = (next: ToastMessage[]) => {
  toasts = next;
  for (const listener of listeners) listener();
};
const none: ToastMessage[] = [];

/** Says something once, from anywhere; for what a reader may miss without harm. */
export const toast = {
  done: (title: string, detail?: string) =>
    set([...toasts, { id: ++lastId, tone: "positive", title, detail }]),
  failed: (title: string, detail?: string) =>
    set([...toasts, { id: ++lastId, tone: "danger", title, detail }]),
};

export function Toaster() {
  const shown = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => toasts,
    () => none,
  );
  return (
    <Radix.Provider duration={6_000} swipeDirection="right">
      {shown.map((message) => (
        <Toast key={message.id} message={message} />
      ))}
      <Radix.Viewport className="fixed right-4 bottom-10 z-60 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2" />
    </Radix.Provider>
  );
}

function Toast({ message }: { message: ToastMessage }) {
  const Icon = message.tone === "danger" ? CircleAlert : CircleCheck;
  return (
    <Radix.Root
      type={message.tone === "danger" ? "foreground" : "background"}
      onOpenChange={(isOpen) => !isOpen && set(toasts.filter((each) => each.id !== message.id))}
      className="flex animate-rise items-start gap-2.5 rounded-lg bg-raised py-2.5 pr-2 pl-3 shadow-overlay"
    >
      <Icon
        aria-hidden="true"
        className={
          message.tone === "danger" ? "mt-0.5 size-4 text-danger-text" : "mt-0.5 size-4 text-positive-text"
        }
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <Radix.Title className="font-medium">{message.title}</Radix.Title>
        {message.detail && (
          <Radix.Description className="wrap-anywhere text-ink-muted text-xs">
            {message.detail}
          </Radix.Description>
        )}
      </div>
      <Radix.Close asChild>
        <IconButton label="Dismiss" className="size-6">
          <X />
        </IconButton>
      </Radix.Close>
    </Radix.Root>
  );
}
