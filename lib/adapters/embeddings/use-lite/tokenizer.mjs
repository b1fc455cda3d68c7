const unknownId = 0;
/** The first entries of the vocabulary are control symbols, never matched in text. */
const controlSymbols = 6;
/** Worse than any real piece, so a character stays unknown only where nothing else fits. */
const unknownScore = -25;
const wordStart = "\u2581";

/**
 * SentencePiece unigram tokenizer: the most probable split of a text, the same ids as the published one.
 * @param {[piece: string, score: number][]} vocabulary
 * @returns {(text: string) => number[]}
 */
export function createTokenizer(vocabulary) {
  const pieces = new Map();
  let longest = 0;
  for (const [id, [piece, score]] of vocabulary.entries()) {
    if (id < controlSymbols) continue;
    pieces.set(piece, { id, score });
    longest = Math.max(longest, piece.length);
  }
  return (text) => collapseUnknown(bestPath([...normalise(text)], pieces, longest));
}

const normalise = (text) =>
  wordStart + text.normalize("NFKC").replace(/\s+/g, " ").trim().replaceAll(" ", wordStart);

/** Viterbi over all pieces that end at each character. */
function bestPath(chars, pieces, longest) {
  const length = chars.length;
  const best = new Float64Array(length + 1).fill(-1e18);
  const from = new Int32Array(length + 1);
  const ids = new Int32Array(length + 1);
  best[0] = 0;
  for (let start = 0; start < length; start += 1) {
    let candidate = "";
    for (let size = 1; size <= longest && start + size <= length; size += 1) {
      candidate += chars[start + size - 1];
      const piece = pieces.get(candidate);
      if (!piece && size > 1) continue;
      const score = best[start] + (piece ? piece.score : unknownScore);
      if (score <= best[start + size]) continue;
      best[start + size] = score;
      from[start + size] = start;
      ids[start + size] = piece ? piece.id : unknownId;
    }
  }
  const path = [];
  for (let end = length; end > 0; end = from[end]) path.push(ids[end]);
  return path.reverse();
}

/** A run of unknown characters counts as one token. */
const collapseUnknown = (ids) => ids.filter((id, i) => id !== unknownId || ids[i - 1] !== unknownId);
