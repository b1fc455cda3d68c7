import type { ToolItem, TranscriptItem } from "./transcript-items";

type Items = readonly TranscriptItem[];

/**
 * Lays a page of stored history over what is known: stored content wins over streamed content, unknown items take the
 * place that the page gives them between known ones, and what is already stored keeps its identity.
 */
export function mergePage(items: Items, page: Items, place: "newest" | "older"): Items {
  if (place === "older" && isApart(items, page)) return joinReturns([...page, ...items]);
  const merged = items.slice();
  const firstKnown = page.findIndex((item) => indexOf(merged, item) >= 0);
  let at = firstKnown >= 0 ? indexOf(merged, page[firstKnown]) : place === "older" ? 0 : merged.length;
  for (const item of page) {
    const known = indexOf(merged, item);
    if (known >= 0) {
      merged[known] = settle(merged[known], item);
      at = afterOutcomes(merged, known + 1);
    } else {
      at =
        item.runId && merged[at - 1]?.kind === "outcome" && merged[at - 1].runId === item.runId ? at - 1 : at;
      merged.splice(at, 0, item);
      at++;
    }
  }
  return joinReturns(merged);
}

/** Nothing of the page is known yet: no need to look for each item's place among thousands. */
function isApart(items: Items, page: Items): boolean {
  const keys = new Set(page.map((item) => item.key));
  return !items.some((item) => keys.has(item.key));
}

const indexOf = (items: Items, item: TranscriptItem) => items.findLastIndex((each) => each.key === item.key);

/** A run's named end is not part of history; what was stored after the run comes after it. */
function afterOutcomes(items: Items, index: number): number {
  let at = index;
  while (items[at]?.kind === "outcome") at++;
  return at;
}

function settle(known: TranscriptItem, stored: TranscriptItem): TranscriptItem {
  if (known.kind === "tool" && stored.kind === "tool") {
    if (known.isStored && (known.result || !stored.result)) return known;
    return {
      ...stored,
      startedAtMs: known.startedAtMs,
      endedAtMs: known.endedAtMs ?? stored.endedAtMs,
      durationMs: known.durationMs,
      changes: known.changes,
    };
  }
  if (known.isStored) return known;
  if (known.kind === "reasoning" && stored.kind === "reasoning")
    return { ...stored, startedAtMs: known.startedAtMs, endedAtMs: known.endedAtMs };
  return stored;
}

/** Brings together a call at the end of one page and its return at the start of the next. */
function joinReturns(items: Items): Items {
  const isAlone = (item: TranscriptItem): item is ToolItem =>
    item.kind === "tool" &&
    item.arguments === "" &&
    item.key === `tool:${item.result?.messageId}:${item.callId}`;
  const alone = items.filter(isAlone);
  if (alone.length === 0) return items;
  const joined = new Set<TranscriptItem>();
  const withResults = items.map((item) => {
    if (item.kind !== "tool" || item.result) return item;
    const answer = alone.find((each) => each.callId === item.callId && !joined.has(each));
    if (!answer) return item;
    joined.add(answer);
    return {
      ...item,
      result: answer.result,
      endedAtMs: answer.endedAtMs,
      stepId: item.stepId ?? answer.stepId,
    };
  });
  return withResults.filter((item) => !joined.has(item));
}
