import type { Fetch } from "@/lib/contract/client";

const storageKey = "mneme.key";

/** The key with which this browser calls a server that asks for one. Kept in this browser until it is forgotten. */
export const accessKey = {
  get(): string | null {
    try {
      return localStorage.getItem(storageKey);
    } catch {
      return null;
    }
  },
  set: (key: string) => localStorage.setItem(storageKey, key),
  forget: () => localStorage.removeItem(storageKey),
};

/** `fetch` with that key, if there is one. */
export const accessFetch: Fetch = (url, init) => {
  const key = accessKey.get();
  return fetch(url, key ? { ...init, headers: { ...init.headers, authorization: `Bearer ${key}` } } : init);
};
