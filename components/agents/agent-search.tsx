"use client";
import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { Input } from "@/components/ui/input";

const pauseMs = 180;

/** Typing changes the address once the writer pauses, so that the list asks once per word and a link keeps the search. */
export function AgentSearch({ search }: { search: string }) {
  const [text, setText] = useState(search);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => replaceSearch(next.trim()), pauseMs);
  };
  return (
    <div className="relative min-w-0 flex-1 sm:w-64">
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2.25 left-2.5 size-3.5 text-ink-faint"
      />
      <Input
        type="search"
        aria-label="Search agents"
        placeholder="Search by name"
        value={text}
        onChange={(change) => type(change.target.value)}
        className="pl-8"
      />
    </div>
  );
}

function replaceSearch(search: string) {
  const url = new URL(window.location.href);
  if (search) url.searchParams.set("q", search);
  else url.searchParams.delete("q");
  window.history.replaceState(null, "", url);
}
