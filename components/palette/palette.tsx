"use client";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useDeferredValue, useId, useState } from "react";
import { createPortal } from "react-dom";
import { Kbd } from "@/components/ui/kbd";
import { nextPlace } from "@/components/ui/list-keys";
import { Spinner } from "@/components/ui/spinner";
import { useModal } from "@/components/ui/use-modal";
import type { Entry } from "./entries";
import { PaletteList } from "./palette-list";
import { useEntries } from "./use-entries";

/** Everything within reach of the keyboard: a box to type into and the list of what it finds. */
export function Palette({ onClose }: { onClose: () => void }) {
  const modal = useModal({ onClose, isLightlyClosed: true });
  return createPortal(
    <dialog
      {...modal}
      aria-label="Find anything"
      className="mx-auto mt-[12dvh] flex max-h-[70dvh] w-[min(38rem,calc(100vw-1.5rem))] max-w-none animate-rise flex-col overflow-hidden rounded-xl bg-surface text-ink text-sm shadow-overlay backdrop:animate-fade backdrop:bg-scrim max-md:mt-3 max-md:max-h-[calc(100dvh-1.5rem)]"
    >
      <PaletteSearch onClose={onClose} />
    </dialog>,
    document.body,
  );
}

function PaletteSearch({ onClose }: { onClose: () => void }) {
  const id = useId();
  const router = useRouter();
  const [text, setText] = useState("");
  const query = useDeferredValue(text.trim());
  const { entries, isSearching, error } = useEntries(query);
  const [activeId, setActiveId] = useState<string | null>(null);
  const at = Math.max(
    0,
    entries.findIndex((entry) => entry.id === activeId),
  );
  const choose = (entry: Entry | undefined) => {
    if (!entry) return;
    onClose();
    if (entry.href === "/docs") window.location.assign(entry.href);
    else if (entry.href) router.push(entry.href);
    entry.run?.();
  };
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.nativeEvent.isComposing) return;
    const isInText = (key.key === "Home" || key.key === "End") && text !== "";
    const next = isInText ? undefined : nextPlace(key.key, at, entries.length);
    if (key.key === "Enter") choose(entries[at]);
    else if (next !== undefined) setActiveId(entries[next].id);
    else return;
    key.preventDefault();
  };
  return (
    <>
      <div className="flex h-13 shrink-0 items-center gap-3 border-b px-4">
        <Search aria-hidden="true" className="size-4 shrink-0 text-ink-faint" />
        <input
          // biome-ignore lint/a11y/noAutofocus: the dialog is for typing, and was asked for.
          autoFocus
          role="combobox"
          aria-label="Find an agent, a block, a page or an action"
          aria-expanded="true"
          aria-controls={`${id}-list`}
          aria-activedescendant={entries.length > 0 ? `${id}-${at}` : undefined}
          aria-autocomplete="list"
          autoComplete="off"
          spellCheck={false}
          placeholder="Find an agent, a block, a page or an action"
          value={text}
          onChange={(change) => {
            setText(change.target.value);
            setActiveId(null);
          }}
          onKeyDown={onKeyDown}
          className="h-full min-w-0 flex-1 bg-transparent text-md outline-hidden"
        />
        {isSearching && <Spinner className="text-ink-faint" />}
      </div>
      <PaletteList
        id={id}
        entries={entries}
        active={at}
        onPoint={(place) => setActiveId(entries[place].id)}
        onChoose={(place) => choose(entries[place])}
      />
      <Answer query={query} count={entries.length} isSearching={isSearching} error={error} />
      <footer
        aria-hidden="true"
        className="flex h-9 shrink-0 items-center gap-4 border-t px-4 text-2xs text-ink-faint max-md:hidden"
      >
        <span className="flex items-center gap-1">
          <Kbd>↑</Kbd>
          <Kbd>↓</Kbd> choose
        </span>
        <span className="flex items-center gap-1">
          <Kbd>Enter</Kbd> open
        </span>
        <span className="flex items-center gap-1">
          <Kbd>Esc</Kbd> close
        </span>
      </footer>
    </>
  );
}

type AnswerProps = { query: string; count: number; isSearching: boolean; error: Error | null };

/** Says in words what the list shows; seen only when there is nothing to show. */
function Answer({ query, count, isSearching, error }: AnswerProps) {
  const words = error
    ? `The search did not reach the server. ${error.message}`
    : count > 0
      ? `${count} found`
      : isSearching
        ? "Looking"
        : `Nothing answers to “${query}”.`;
  const isSeen = error !== null || (count === 0 && !isSearching);
  return (
    <p role="status" className={isSeen ? "px-5 py-8 text-center text-ink-muted" : "sr-only"}>
      {words}
    </p>
  );
}
