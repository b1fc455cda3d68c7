/**
 * Arguments as models write them: nothing, JSON encoded twice, or several objects in a row (the first one counts).
 * What cannot be read is `{}`; the tool then says what it misses.
 */
export function parseToolArguments(text: string): Record<string, unknown> {
  const value = parseJson(text) ?? parseJson(firstObject(text));
  const decoded = typeof value === "string" ? parseJson(value) : value;
  return isObject(decoded) ? decoded : {};
}

/** Arguments that are for the loop and not for the tool. */
export function withoutLoopArguments(args: Record<string, unknown>): Record<string, unknown> {
  const { request_heartbeat: _heartbeat, thinking: _thinking, ...own } = args;
  return own;
}

/** The other ones. */
export function loopArguments({
  request_heartbeat,
  thinking,
}: Record<string, unknown>): Record<string, unknown> {
  return {
    ...(request_heartbeat !== undefined && { request_heartbeat }),
    ...(thinking !== undefined && { thinking }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function firstObject(text: string): string {
  const boundary = text.search(/\}\s*\{/);
  return boundary === -1 ? text : text.slice(0, boundary + 1);
}

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
