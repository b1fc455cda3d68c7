/** Text without what the database cannot store: NUL is dropped, halves of surrogate pairs are replaced. */
export const storable = (text: string) => text.replaceAll("\0", "").toWellFormed();

/** JSON, with all text in it as the database can store it. Throws a SyntaxError. */
export function parseJson(text: string): unknown {
  if (!/\\u(0000|d[89a-f])/i.test(text)) return JSON.parse(text);
  return JSON.parse(text, (_, value) =>
    typeof value === "string" ? storable(value) : withStorableNames(value),
  );
}

function withStorableNames(value: unknown): unknown {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return value;
  const names = Object.keys(value);
  if (names.every((name) => storable(name) === name)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, field]) => [storable(name), field]));
}
