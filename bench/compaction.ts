import { apiOf } from "./api";
import { summary, type Timing } from "./measure";

/** Shortening a window of so many turns to a summary; the model that summarises answers at once. */
export async function measureCompaction(
  url: string,
  { model, turns, rounds }: { model: string; turns: number; rounds: number },
): Promise<Timing & { turns: number }> {
  const api = apiOf(url);
  const { id } = await api.createAgent(model);
  const ms: number[] = [];
  for (let round = 0; round < rounds; round++) {
    for (let turn = 0; turn < turns; turn++)
      await api.send(id, `Turn ${turn}: ${"words of a conversation ".repeat(8)}`);
    const started = performance.now();
    await api.compact(id);
    ms.push(performance.now() - started);
  }
  return { turns, ...summary(ms) };
}
