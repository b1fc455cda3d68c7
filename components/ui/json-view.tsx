"use client";
import { ChevronDown, ChevronUp, WrapText } from "lucide-react";
import { type KeyboardEvent, memo, useDeferredValue, useMemo, useState } from "react";
import { cn } from "./cn";
import { CopyButton } from "./copy-button";
import { IconButton } from "./icon-button";
import { Input } from "./input";
import { JsonLine } from "./json-line";
import { findMatches, jsonLines, type Match } from "./json-lines";

const chunkLines = 80;

type JsonViewProps = { label: string; value: unknown; className?: string };

/** JSON to be read, searched and copied. Long documents are cut into chunks that cost nothing while out of sight. */
export function JsonView({ label, value, className }: JsonViewProps) {
  const [search, setSearch] = useState("");
  const [active, setActive] = useState(0);
  const [withBreaks, setWithBreaks] = useState(true);
  const wanted = useDeferredValue(search);
  const lines = useMemo(() => jsonLines(value, withBreaks), [value, withBreaks]);
  const matches = useMemo(() => findMatches(lines, wanted), [lines, wanted]);
  const step = (by: number) =>
    setActive((current) => (matches.length ? (current + by + matches.length) % matches.length : 0));
  return (
    <section
      aria-label={label}
      className={cn("flex min-w-0 flex-col rounded-lg border bg-raised", className)}
    >
      <header className="flex flex-wrap items-center gap-1 border-b py-1 pr-1 pl-3">
        <h3 className="mr-auto font-medium text-ink-muted text-xs">{label}</h3>
        <JsonSearch
          label={label}
          value={search}
          found={matches.length}
          active={active}
          onChange={(text) => {
            setSearch(text);
            setActive(0);
          }}
          onStep={step}
        />
        <IconButton
          label="Break texts into lines"
          aria-pressed={withBreaks}
          className="aria-pressed:bg-hover"
          onClick={() => setWithBreaks(!withBreaks)}
        >
          <WrapText />
        </IconButton>
        <CopyButton
          value={JSON.stringify(value, null, 2)}
          label={`Copy ${label.toLowerCase()}`}
          className="size-7"
        />
      </header>
      <section
        aria-label={`${label}, text`}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard.
        tabIndex={0}
        className="max-h-[36rem] overflow-auto rounded-b-lg py-2"
      >
        {chunks(lines).map(({ first, text }) => (
          <Chunk key={first} first={first} lines={text} {...matchesIn(matches, first, active)} />
        ))}
      </section>
    </section>
  );
}

type JsonSearchProps = {
  label: string;
  value: string;
  found: number;
  active: number;
  onChange: (text: string) => void;
  onStep: (by: number) => void;
};

function JsonSearch({ label, value, found, active, onChange, onStep }: JsonSearchProps) {
  const onKeyDown = (key: KeyboardEvent) => {
    if (key.key !== "Enter") return;
    key.preventDefault();
    onStep(key.shiftKey ? -1 : 1);
  };
  return (
    <search className="flex items-center gap-0.5">
      {value && (
        <output className="px-1.5 text-2xs text-ink-faint">
          {found === 0 ? "Not found" : `${active + 1} of ${found.toLocaleString("en")}`}
        </output>
      )}
      <Input
        type="search"
        aria-label={`Search in ${label.toLowerCase()}`}
        placeholder="Search"
        value={value}
        onChange={(change) => onChange(change.target.value)}
        onKeyDown={onKeyDown}
        className="h-7 w-32 sm:w-44"
      />
      <IconButton label="Previous match" disabled={found === 0} onClick={() => onStep(-1)}>
        <ChevronUp />
      </IconButton>
      <IconButton label="Next match" disabled={found === 0} onClick={() => onStep(1)}>
        <ChevronDown />
      </IconButton>
    </search>
  );
}

type ChunkProps = { first: number; lines: string[]; matches: IndexedMatch[]; active: number | null };
type IndexedMatch = Match & { index: number };

const Chunk = memo(
  function Chunk({ first, lines, matches, active }: ChunkProps) {
    return (
      <div style={{ contentVisibility: "auto", containIntrinsicSize: `auto ${lines.length * 18}px` }}>
        {lines.map((line, offset) => (
          <JsonLine
            // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity.
            key={first + offset}
            line={line}
            matches={matches.filter((match) => match.line === first + offset)}
            active={active}
          />
        ))}
      </div>
    );
  },
  (before, after) =>
    before.lines === after.lines &&
    before.active === after.active &&
    (before.matches === after.matches || (before.matches.length === 0 && after.matches.length === 0)),
);

const cache = new WeakMap<string[], { first: number; text: string[] }[]>();

/** The same lines give the same chunks, so that a search repaints only those it found something in. */
function chunks(lines: string[]) {
  const known = cache.get(lines);
  if (known) return known;
  const cut = [];
  for (let first = 0; first < lines.length; first += chunkLines)
    cut.push({ first, text: lines.slice(first, first + chunkLines) });
  cache.set(lines, cut);
  return cut;
}

function matchesIn(all: Match[], first: number, active: number) {
  const matches = all
    .map((match, index) => ({ ...match, index }))
    .filter(({ line }) => line >= first && line < first + chunkLines);
  return { matches, active: matches.some(({ index }) => index === active) ? active : null };
}
