import type { LucideIcon } from "lucide-react";

export type Group = "Agents" | "Blocks" | "Pages" | "Actions";

/** One line of the palette. */
export interface Entry {
  id: string;
  group: Group;
  label: string;
  /** Said behind the label, and searched too. */
  hint?: string;
  Icon: LucideIcon;
  /** Where it leads, or what it does. */
  href?: string;
  run?: () => void;
}

const boundary = /[\s\-_/.:]/;

/**
 * How well `text` answers `query`: the whole, the beginning, the beginning of a word, anywhere, or its letters in order.
 * Null when it does not.
 */
export function score(query: string, text: string): number | null {
  const [wanted, words] = [query.trim().toLowerCase(), text.toLowerCase()];
  if (wanted === "") return 0;
  if (words === wanted) return 5;
  const at = words.indexOf(wanted);
  if (at === 0) return 4;
  if (at > 0) return boundary.test(words[at - 1]) ? 3 : 2;
  return isSubsequence(wanted.replaceAll(/\s/g, ""), words) ? 1 : null;
}

function isSubsequence(letters: string, text: string): boolean {
  let at = -1;
  for (const letter of letters) {
    at = text.indexOf(letter, at + 1);
    if (at < 0) return false;
  }
  return true;
}

/** The entries that answer the query, best first inside of each group; groups come in the order of their best. */
export function ranked(entries: Entry[], query: string): Entry[] {
  const found = entries.flatMap((entry) => {
    const label = score(query, entry.label);
    // Scattered letters of a hint would match nearly everything.
    const hint = entry.hint ? score(query, entry.hint) : null;
    const best = Math.max(label ?? -1, hint !== null && hint >= 3 ? hint - 2.5 : -1);
    return best < 0 ? [] : [{ entry, best }];
  });
  const bestOf = new Map<Group, number>();
  for (const { entry, best } of found) bestOf.set(entry.group, Math.max(best, bestOf.get(entry.group) ?? 0));
  const groups = [...bestOf].sort((a, b) => b[1] - a[1]).map(([group]) => group);
  return groups.flatMap((group) =>
    found
      .filter(({ entry }) => entry.group === group)
      .sort((a, b) => b.best - a.best)
      .map(({ entry }) => entry),
  );
}
