"use client";
import { Search } from "lucide-react";
import { useRef, useState } from "react";
import { cn } from "./cn";
import { Input } from "./input";

const pauseMs = 200;

type SearchBoxProps = {
  label: string;
  placeholder?: string;
  value: string;
  className?: string;
  autoFocus?: boolean;
  onSearch: (text: string) => void;
};

/** Says what is looked for once the writer pauses, so that a list asks once per word. */
export function SearchBox({ label, placeholder, value, className, autoFocus, onSearch }: SearchBoxProps) {
  const [text, setText] = useState(value);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const type = (next: string) => {
    setText(next);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => onSearch(next.trim()), pauseMs);
  };
  return (
    <div className={cn("relative min-w-0", className)}>
      <Search
        aria-hidden="true"
        className="pointer-events-none absolute top-2.25 left-2.5 size-3.5 text-ink-faint"
      />
      <Input
        type="search"
        autoFocus={autoFocus}
        aria-label={label}
        placeholder={placeholder}
        value={text}
        onChange={(change) => type(change.target.value)}
        className="pl-8"
      />
    </div>
  );
}
