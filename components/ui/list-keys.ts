/** The place that an arrow key, Home or End leads to, going round at both ends. */
export function nextPlace(key: string, at: number, count: number): number | undefined {
  if (count === 0) return undefined;
  switch (key) {
    case "ArrowDown":
      return (at + 1) % count;
    case "ArrowUp":
      return (at <= 0 ? count : at) - 1;
    case "Home":
      return 0;
    case "End":
      return count - 1;
  }
  return undefined;
}

type Key = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean };

/** The next item after `at` whose words begin with the typed character. */
export function findByKey(
  { key, ctrlKey, metaKey, altKey }: Key,
  at: number,
  items: readonly { textContent: string | null }[],
): number | undefined {
  if (key.length !== 1 || key === " " || ctrlKey || metaKey || altKey) return undefined;
  for (let step = 1; step <= items.length; step++) {
    const place = (at + step) % items.length;
    if (items[place].textContent?.trim().toLowerCase().startsWith(key.toLowerCase())) return place;
  }
  return undefined;
}
