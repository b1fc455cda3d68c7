import { apiOf } from "./api";
import { summary, type Timing } from "./measure";

export interface StreamsAtOnce {
  agents: number;
  firstFrame: Timing;
  firstWord: Timing;
  end: Timing;
}

/** So many agents that stream at the same moment. The answer takes each a while, so that all of them are open at once. */
export async function measureStreamsAtOnce(
  url: string,
  { model, count }: { model: string; count: number },
): Promise<StreamsAtOnce> {
  const api = apiOf(url);
  const agents: string[] = [];
  for (let index = 0; index < count; index++) agents.push((await api.createAgent(model)).id);
  const times = await Promise.all(agents.map((id) => api.stream(id, "[[slow 40]] [[long 50]]")));
  return {
    agents: count,
    firstFrame: summary(times.map(({ firstFrame }) => firstFrame)),
    firstWord: summary(times.map(({ firstWord }) => firstWord)),
    end: summary(times.map(({ end }) => end)),
  };
}
