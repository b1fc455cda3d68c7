export type DiffPart = { kind: "same" | "added" | "removed"; text: string };

/** Above this many comparisons the middle is shown as replaced: a diff nobody can read is not worth a frozen page. */
const comparisonsMax = 4_000_000;

/** Word by word, whitespace kept: joining what is not removed gives `after`, what is not added gives `before`. */
export function wordDiff(before: string, after: string): DiffPart[] {
  const a = words(before);
  const b = words(after);
  const head = commonPrefix(a, b);
  const tail = commonPrefix(a.slice(head).reverse(), b.slice(head).reverse());
  const removed = a.slice(head, a.length - tail);
  const added = b.slice(head, b.length - tail);
  const middle: DiffPart[] =
    removed.length * added.length > comparisonsMax
      ? [part("removed", removed), part("added", added)]
      : longestCommon(removed, added);
  return join([part("same", a.slice(0, head)), ...middle, part("same", a.slice(a.length - tail))]);
}

/** Long unchanged stretches shrink to their edges, so that a small change in a large text is seen at once. */
export function shorten(parts: DiffPart[], keep = 48): DiffPart[] {
  return parts.map((each, index) => {
    if (each.kind !== "same" || each.text.length <= keep * 2) return each;
    const start = index === 0 ? "" : each.text.slice(0, keep);
    const end = index === parts.length - 1 ? "" : each.text.slice(-keep);
    return { kind: "same", text: `${start}…${end}` };
  });
}

const words = (text: string) => text.match(/\s+|[\p{L}\p{N}_]+|[^\s\p{L}\p{N}_]/gu) ?? [];
const part = (kind: DiffPart["kind"], tokens: string[]): DiffPart => ({ kind, text: tokens.join("") });

function commonPrefix(a: string[], b: string[]): number {
  let length = 0;
  while (length < a.length && length < b.length && a[length] === b[length]) length++;
  return length;
}

function longestCommon(a: string[], b: string[]): DiffPart[] {
  const width = b.length + 1;
  const lengths = new Uint32Array((a.length + 1) * width);
  for (let i = a.length - 1; i >= 0; i--)
    for (let j = b.length - 1; j >= 0; j--)
      lengths[i * width + j] =
        a[i] === b[j]
          ? lengths[(i + 1) * width + j + 1] + 1
          : Math.max(lengths[(i + 1) * width + j], lengths[i * width + j + 1]);
  const parts: DiffPart[] = [];
  let i = 0;
  let j = 0;
  while (i < a.length || j < b.length) {
    if (i < a.length && j < b.length && a[i] === b[j]) {
      parts.push({ kind: "same", text: a[i++] });
      j++;
    } else if (j >= b.length || (i < a.length && lengths[(i + 1) * width + j] >= lengths[i * width + j + 1]))
      parts.push({ kind: "removed", text: a[i++] });
    else parts.push({ kind: "added", text: b[j++] });
  }
  return parts;
}

function join(parts: DiffPart[]): DiffPart[] {
  const joined: DiffPart[] = [];
  for (const each of parts) {
    const last = joined.at(-1);
    if (!each.text) continue;
    if (last?.kind === each.kind) last.text += each.text;
    else joined.push({ ...each });
  }
  return joined;
}
