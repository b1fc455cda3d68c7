import { Fragment, type ReactNode } from "react";

/** Shows a list whose entries have no other identity than their place: text that only grows at its end. */
export function byPlace<T>(entries: readonly T[], show: (entry: T) => ReactNode): ReactNode {
  // biome-ignore lint/suspicious/noArrayIndexKey: the place is the identity.
  return entries.map((entry, index) => <Fragment key={index}>{show(entry)}</Fragment>);
}
