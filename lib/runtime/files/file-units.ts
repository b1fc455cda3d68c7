import type { FileKind } from "./file-types";

/** The numbered units of a file's text. Blank ones are left out, so numbers are not those of the file's own lines. */
export function fileUnits(text: string, kind: FileKind): string[] {
  const lines = text.split(/\r\n|\r|\n/);
  switch (kind) {
    case "code":
      return lines.map((line) => line.trimEnd()).filter((line) => line !== "");
    case "text":
      return lines.map((line) => line.trim()).filter((line) => line !== "");
    case "documentation":
      return paragraphs(lines).flatMap(sentences);
  }
}

export const unitWord = (kind: FileKind) => (kind === "documentation" ? "sentences" : "lines");

/** Headings, items, quotes, tables and fences stand alone; lines of running text belong together. */
const standsAlone = /^(#{1,6}\s|[-*+]\s|\d+[.)]\s|>|\||```|~~~|---|===)/;

function paragraphs(lines: string[]): string[] {
  const found: string[] = [];
  let current: string[] = [];
  const end = () => {
    if (current.length > 0) found.push(current.join(" "));
    current = [];
  };
  for (const raw of lines) {
    const line = raw.trim().replace(/\s+/g, " ");
    if (line === "") end();
    else if (standsAlone.test(line)) {
      end();
      found.push(line);
    } else current.push(line);
  }
  end();
  return found;
}

const sentences = (paragraph: string) =>
  paragraph.split(/(?<=[.!?])\s+(?=\p{Lu})/u).filter((part) => part !== "");
