import { TokenMeter } from "@/lib/runtime/compaction/token-meter";
import type { Context } from "../context";

const KEPT_MAX = 100_000;

/** Token counts of messages by id, shared by all turns of the process: a long window is not counted anew every turn. */
const counts = new Map<string, number>();

const shared = {
  get: (key: string) => counts.get(key),
  set(key: string, tokens: number) {
    // The oldest goes first; messages that are still shown are simply counted again.
    if (counts.size >= KEPT_MAX) counts.delete(counts.keys().next().value as string);
    return counts.set(key, tokens);
  },
};

/** Estimates of one turn, which follow what its provider reports. */
export const tokenMeter = (ctx: Context) => new TokenMeter(ctx.countTokens, shared);
