/** 1,234 */
export const count = (value: number) => value.toLocaleString("en");

/** 1.2k, 34k, 1.5M: for places where the exact number stands elsewhere. */
export function shortCount(value: number): string {
  if (value < 1_000) return String(value);
  if (value < 999_500) return `${trimmed(value / 1_000)}k`;
  return `${trimmed(value / 1_000_000)}M`;
}

const trimmed = (value: number) =>
  value < 9.95 ? value.toFixed(1).replace(/\.0$/, "") : String(Math.round(value));

/** $1.20, $0.042, <$0.0001: two digits that say something, however small. Null where no price is known. */
export function money(usd: number | null | undefined): string | null {
  if (usd === null || usd === undefined) return null;
  if (usd === 0) return "$0";
  if (usd < 0.0001) return "<$0.0001";
  return usd < 0.1 ? `$${Number(usd.toPrecision(2))}` : `$${usd.toFixed(2)}`;
}

/** A share from 0 to 1; what is there but small is not told as nothing. */
export function percent(share: number): string {
  if (share <= 0) return "0%";
  if (share < 0.001) return "<0.1%";
  if (share < 0.1) return `${(share * 100).toFixed(1)}%`;
  return `${Math.round(share * 100)}%`;
}

export const plural = (value: number, one: string, many = `${one}s`) =>
  `${count(value)} ${value === 1 ? one : many}`;

/** Shorter than a stopwatch's: 340 ms, 2.4 s, 1 min 5 s. */
export function preciseDuration(ms: number): string {
  if (ms < 1) return "<1 ms";
  if (ms < 1_000) return `${Math.round(ms)} ms`;
  if (ms < 60_000) return `${(ms / 1_000).toFixed(ms < 10_000 ? 2 : 1)} s`;
  const seconds = Math.round(ms / 1_000);
  return `${Math.floor(seconds / 60)} min ${seconds % 60} s`;
}
