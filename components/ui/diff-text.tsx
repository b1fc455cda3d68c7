import { byPlace } from "./by-place";
import { cn } from "./cn";
import { type DiffPart, shorten, wordDiff } from "./word-diff";

type DiffTextProps = { before: string; after: string; className?: string };

/** Additions are underlined and removals struck through, so the difference does not depend on colour. */
export function DiffText({ before, after, className }: DiffTextProps) {
  return (
    <p className={cn("wrap-anywhere whitespace-pre-wrap", className)}>
      {byPlace(shorten(wordDiff(before, after)), showPart)}
    </p>
  );
}

function showPart({ kind, text }: DiffPart) {
  if (kind === "same") return <span className="text-ink-muted">{text}</span>;
  if (kind === "removed") return <del className="text-ink-faint decoration-1">{text}</del>;
  return (
    <ins className="rounded-xs bg-mark text-ink decoration-1 decoration-mark-line underline-offset-3">
      {text}
    </ins>
  );
}
