import type { FileKind } from "./file-types";

export interface ChunkOptions {
  kind: FileKind;
  sizeTokens: number;
  /** How much of a chunk's end the next one repeats, so that no thought is only half found. */
  overlapTokens: number;
  countTokens: (text: string) => number;
}

interface Piece {
  text: string;
  tokens: number;
  isHeading: boolean;
}

/** Cuts a text into chunks for embedding, at the borders of sections, lines and sentences. Yields one at a time: texts can be long. */
export function* chunkText(text: string, options: ChunkOptions): Generator<string> {
  const { sizeTokens, overlapTokens } = options;
  let current: Piece[] = [];
  let tokens = 0;
  /** The end of the last chunk, which alone makes no chunk. */
  let repeated = 0;
  for (const piece of pieces(text, options)) {
    const beginsSection = piece.isHeading && tokens > sizeTokens / 4;
    if (current.length > repeated && (tokens + piece.tokens > sizeTokens || beginsSection)) {
      yield joined(current);
      current = beginsSection ? [] : tail(current, Math.min(overlapTokens, sizeTokens - piece.tokens));
      repeated = current.length;
      tokens = sum(current);
    }
    current.push(piece);
    tokens += piece.tokens;
  }
  if (current.length > repeated && joined(current) !== "") yield joined(current);
}

const joined = (pieces: Piece[]) =>
  pieces
    .map(({ text }) => text)
    .join("")
    .trim();

const sum = (pieces: Piece[]) => pieces.reduce((total, { tokens }) => total + tokens, 0);

function tail(pieces: Piece[], tokensMax: number): Piece[] {
  let start = pieces.length;
  for (let tokens = 0; start > 0; start--) {
    tokens += pieces[start - 1].tokens;
    if (tokens > tokensMax) break;
  }
  return pieces.slice(start);
}

function* pieces(text: string, { kind, sizeTokens, countTokens }: ChunkOptions): Generator<Piece> {
  for (const [line] of text.matchAll(/[^\n]*\n|[^\n]+$/g)) {
    if (line.trim() === "") continue;
    const isHeading = kind === "documentation" && /^#{1,6}\s/.test(line);
    // What comes next is looked at first: looking back from each of a million spaces would take minutes.
    const parts = kind === "code" ? [line] : line.split(/(?=\S)(?<=[.!?。！？]\s+)/u);
    for (const part of parts) yield* fitting(part, isHeading, sizeTokens, countTokens);
  }
}

/** Halves what is too long for one chunk, between words where there are any. */
function* fitting(
  text: string,
  isHeading: boolean,
  sizeTokens: number,
  countTokens: (text: string) => number,
): Generator<Piece> {
  // Counting a megabyte to learn that it is too long would take seconds; a token is hardly ever longer than 16 characters.
  const tokens = text.length > sizeTokens * 16 ? Number.POSITIVE_INFINITY : countTokens(text);
  if (tokens <= sizeTokens || text.length < 2) {
    yield { text, tokens, isHeading };
    return;
  }
  const middle = wordBorder(text, Math.ceil(text.length / 2));
  yield* fitting(text.slice(0, middle), isHeading, sizeTokens, countTokens);
  yield* fitting(text.slice(middle), false, sizeTokens, countTokens);
}

function wordBorder(text: string, middle: number): number {
  const border = text.lastIndexOf(" ", middle - 1) + 1;
  if (border > middle / 2) return border;
  // Never between the halves of one character.
  const isLowHalf = /[\udc00-\udfff]/.test(text[middle] ?? "");
  return isLowHalf && middle > 1 ? middle - 1 : middle;
}
