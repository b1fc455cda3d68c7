"use client";
import { CircleAlert, CircleCheck, X } from "lucide-react";
import { useEffect, useState, useSyncExternalStore } from "react";
import { Button } from "./button";
import { IconButton } from "./icon-button";

type Offer = {
  /** Name of the one thing that can be done. */
  label: string;
  onTake: () => void;
  /** It went unused: the time was over or the message was put away. */
  onPass?: () => void;
};
type ToastMessage = {
  id: number;
  tone: "positive" | "danger";
  title: string;
  detail?: string;
  offer?: Offer;
};

const shownMs = 6_000;
/** Long enough to read, to think better of it, and to get there with the keyboard. */
const offeredMs = 9_000;
const none: ToastMessage[] = [];
let toasts = none;
let lastId = 0;
const listeners = new Set<() => void>();

/** Says something once, from anywhere; for what a reader may miss without harm. */
export const toast = {
  done: (title: string, detail?: string) => add({ tone: "positive", title, detail }),
  failed: (title: string, detail?: string) => add({ tone: "danger", title, detail }),
  /** With something to do about it, such as taking it back. */
  offer: (title: string, offer: Offer) => add({ tone: "positive", title, offer }),
};

function add(message: Omit<ToastMessage, "id">) {
  set([...toasts, { ...message, id: ++lastId }]);
}

function dismiss(id: number, isTaken = false) {
  const message = toasts.find((one) => one.id === id);
  if (!message) return;
  set(toasts.filter((one) => one.id !== id));
  if (isTaken) message.offer?.onTake();
  else message.offer?.onPass?.();
}

function set(next: ToastMessage[]) {
  toasts = next;
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

export function Toaster() {
  const shown = useSyncExternalStore(
    subscribe,
    () => toasts,
    () => none,
  );
  return (
    <section
      aria-label="Notifications"
      className="fixed right-4 bottom-10 z-60 flex w-[min(22rem,calc(100vw-2rem))] flex-col gap-2 max-md:bottom-16"
    >
      {shown.map((message) => (
        <Toast key={message.id} message={message} />
      ))}
    </section>
  );
}

/** Goes by itself, but not while somebody points at it or has moved into it. */
function Toast({ message }: { message: ToastMessage }) {
  const [isHeld, setIsHeld] = useState(false);
  useEffect(() => {
    if (isHeld) return;
    const timer = setTimeout(() => dismiss(message.id), message.offer ? offeredMs : shownMs);
    return () => clearTimeout(timer);
  }, [isHeld, message.id, message.offer]);
  const isDanger = message.tone === "danger";
  const Icon = isDanger ? CircleAlert : CircleCheck;
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: pointing only keeps it longer; nothing can be done with it.
    <div
      role={isDanger ? "alert" : "status"}
      onPointerEnter={() => setIsHeld(true)}
      onPointerLeave={() => setIsHeld(false)}
      onFocus={() => setIsHeld(true)}
      onBlur={() => setIsHeld(false)}
      className="flex animate-rise items-start gap-2.5 rounded-lg bg-raised py-2.5 pr-2 pl-3 shadow-overlay"
    >
      <Icon
        aria-hidden="true"
        className={isDanger ? "mt-0.5 size-4 text-danger-text" : "mt-0.5 size-4 text-positive-text"}
      />
      <div className="flex min-w-0 flex-1 flex-col">
        <p className="font-medium">{message.title}</p>
        {message.detail && <p className="wrap-anywhere text-ink-muted text-xs">{message.detail}</p>}
      </div>
      {message.offer && (
        <Button size="sm" onClick={() => dismiss(message.id, true)}>
          {message.offer.label}
        </Button>
      )}
      <IconButton label="Dismiss" className="size-6" onClick={() => dismiss(message.id)}>
        <X />
      </IconButton>
    </div>
  );
}
