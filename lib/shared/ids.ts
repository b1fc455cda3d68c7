const uuid4 = "[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}";

/** `<prefix>-<uuid4>`: what every row of ours is called. */
export const newId = (prefix: string) => `${prefix}-${globalThis.crypto.randomUUID()}`;

/** The exact shape of an id with this prefix. */
export const idPattern = (prefix: string) => new RegExp(`^${prefix}-${uuid4}$`);

export const isId = (prefix: string, value: unknown): value is string =>
  typeof value === "string" && idPattern(prefix).test(value);
