/** Path of a Chromium: the one named, one that is installed, Debian's, or as a last resort Playwright's own. */
export function findBrowser(favourite?: string): Promise<string>;
