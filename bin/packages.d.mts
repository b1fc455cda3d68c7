/** Installs exactly what the `package-lock.json` in a folder names, unless it is there already. */
export function ensurePackages(root: string): Promise<void>;
export function ensureClient(root: string): Promise<void>;
