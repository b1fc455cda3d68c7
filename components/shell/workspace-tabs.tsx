"use client";
import { Brain, MessageSquareText, SlidersHorizontal } from "lucide-react";
import { cn } from "@/components/ui/cn";

export type Pane = "configuration" | "chat" | "state";

const tabs: { pane: Pane; label: string; Icon: typeof Brain }[] = [
  { pane: "chat", label: "Chat", Icon: MessageSquareText },
  { pane: "state", label: "Memory", Icon: Brain },
  { pane: "configuration", label: "Configure", Icon: SlidersHorizontal },
];

/** The pane that a phone shows is part of the address, so that a link and the back button mean what is seen. */
export function WorkspaceTabs({ pane }: { pane: Pane }) {
  return (
    <nav
      aria-label="Panes"
      className="grid shrink-0 grid-cols-3 border-t bg-paper pb-[env(safe-area-inset-bottom)] md:hidden"
    >
      {tabs.map(({ pane: target, label, Icon }) => (
        <button
          key={target}
          type="button"
          aria-current={target === pane ? "true" : undefined}
          aria-controls={`pane-${target === "chat" ? "conversation" : target}`}
          onClick={() => show(target)}
          className={cn(
            "flex h-12 flex-col items-center justify-center gap-0.5 text-2xs text-ink-muted transition-colors",
            target === pane && "text-accent-text",
          )}
        >
          <Icon aria-hidden="true" className="size-4.5" strokeWidth={1.75} />
          {label}
        </button>
      ))}
    </nav>
  );
}

function show(pane: Pane) {
  const url = new URL(window.location.href);
  if (pane === "chat") url.searchParams.delete("pane");
  else url.searchParams.set("pane", pane);
  window.history.replaceState(null, "", url);
}
