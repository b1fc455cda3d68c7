/** Changes the address in place: `null` and "" take a parameter away. The router follows, nothing is loaded again. */
export function replaceParams(changes: Record<string, string | null>) {
  window.history.replaceState(null, "", withParams(changes));
}

/** As a visit of its own, to which the back button returns. */
export function pushParams(changes: Record<string, string | null>) {
  window.history.pushState(null, "", withParams(changes));
}

function withParams(changes: Record<string, string | null>): URL {
  const url = new URL(window.location.href);
  for (const [name, value] of Object.entries(changes)) {
    if (value) url.searchParams.set(name, value);
    else url.searchParams.delete(name);
  }
  return url;
}
