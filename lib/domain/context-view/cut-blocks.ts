import { charCount } from "@/lib/runtime/char-count";

export interface CutMemory {
  /** What stands before the first block and behind the last. */
  frame: string;
  blocks: { label: string; text: string }[];
}

const beginning = /<([^\n]+)>\n<description>\n/y;
const value =
  /- chars_current=(\d+)\n- chars_limit=\d+\n<\/metadata>\n(?:<warning>\n[\s\S]*?\n<\/warning>\n)?<value>\n/g;

/**
 * Cuts the memory section of a system message into its blocks, as they were when it was compiled. A value may hold
 * text that looks like the end of its block, so the length that the block tells of itself decides.
 */
export function cutBlocks(memory: string): CutMemory {
  const first = /\n\n(?=<[^\n]+>\n<description>\n)/.exec(memory);
  if (!first) return { frame: memory, blocks: [] };
  let position = first.index + first[0].length;
  const frame = memory.slice(0, position);
  const blocks: CutMemory["blocks"] = [];
  for (let label = labelAt(memory, position); label !== null; label = labelAt(memory, position)) {
    const end = endOfBlock(memory, position, label);
    blocks.push({ label, text: memory.slice(position, end) });
    position = end;
  }
  return { frame: frame + memory.slice(position), blocks };
}

function labelAt(memory: string, position: number): string | null {
  beginning.lastIndex = position;
  return beginning.exec(memory)?.[1] ?? null;
}

/** Behind the blank line that follows the block. */
function endOfBlock(memory: string, start: number, label: string): number {
  const closing = `\n</value>\n</${label}>\n\n`;
  value.lastIndex = start;
  const found = value.exec(memory);
  const from = found ? found.index + found[0].length : start;
  const isWhole = (at: number) => charCount(memory.slice(from, at)) === Number(found?.[1]);
  // An empty value leaves an empty line between its tags.
  const candidates = [...ends(memory, from, closing)];
  const at = candidates.find(isWhole) ?? candidates[0];
  return at === undefined ? memory.length : at + closing.length;
}

/** Where the block could end: the closing tags, with another block or the end of the section behind them. */
function* ends(memory: string, from: number, closing: string): Generator<number> {
  for (let at = memory.indexOf(closing, from); at >= 0; at = memory.indexOf(closing, at + 1)) {
    const next = at + closing.length;
    if (labelAt(memory, next) !== null || memory.slice(next) === "</memory_blocks>") yield at;
  }
}
