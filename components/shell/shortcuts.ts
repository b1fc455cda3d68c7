import { destinations } from "./navigation";

type Key = Pick<KeyboardEvent, "key" | "ctrlKey" | "metaKey" | "altKey"> & { target: EventTarget | null };

export type Intent =
  | { type: "palette" }
  | { type: "shortcuts" }
  | { type: "go"; href: string }
  | { type: "prefix" };

/**
 * What a key press asks for, if anything. Keys without a modifier never act while somebody types, nor when they are
 * switched off.
 */
export function intentOf(key: Key, state: { isAfterG: boolean; areSingleKeysOn: boolean }): Intent | null {
  if (key.altKey) return null;
  const isMod = key.ctrlKey || key.metaKey;
  if (isMod && key.key.toLowerCase() === "k") return { type: "palette" };
  if (isMod && key.key === "/") return { type: "shortcuts" };
  if (isMod || !state.areSingleKeysOn || isTyping(key.target)) return null;
  if (key.key === "?") return { type: "shortcuts" };
  if (state.isAfterG) {
    const destination = destinations.find((one) => one.key === key.key.toLowerCase());
    return destination ? { type: "go", href: destination.href } : null;
  }
  return key.key === "g" ? { type: "prefix" } : null;
}

function isTyping(target: EventTarget | null): boolean {
  const element = target as { closest?: (selector: string) => unknown } | null;
  return Boolean(
    element?.closest?.(
      'input, textarea, select, [contenteditable=""], [contenteditable="true"], [role="listbox"], [role="menu"]',
    ),
  );
}

export const singleKeysKey = "mneme.single-keys";

export const areSingleKeysOn = () => {
  try {
    return localStorage.getItem(singleKeysKey) !== "off";
  } catch {
    return true;
  }
};

export const setSingleKeys = (isOn: boolean) =>
  isOn ? localStorage.removeItem(singleKeysKey) : localStorage.setItem(singleKeysKey, "off");
