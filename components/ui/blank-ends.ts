/** Text as it reads: memory tools leave empty lines at its ends, which say nothing and look like a mistake. */
export const withoutBlankEnds = (text: string) => text.replace(/^(?:[ \t]*\n)+|\s+$/g, "");
