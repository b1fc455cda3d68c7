import { Client } from "pg";
import { openEmbedded } from "../lib/adapters/database/embedded.mjs";
import { apiOf } from "./api";
import { type Timing, timed } from "./measure";

export interface HistoryTiming extends Timing {
  messages: number;
}

/** A turn of agents with short and long histories behind them. Only what is in the window may cost anything. */
export async function measureHistories(
  { url, dataDir }: { url: string; dataDir: string },
  { model, sizes, turns }: { model: string; sizes: number[]; turns: number },
): Promise<HistoryTiming[]> {
  const api = apiOf(url);
  const agents: { id: string; messages: number }[] = [];
  for (const messages of sizes) {
    const { id } = await api.createAgent(model);
    await api.send(id, "hello");
    agents.push({ id, messages });
  }
  await fillHistories(dataDir, agents);
  const timings = [];
  for (const { id, messages } of agents)
    timings.push({ messages, ...(await timed(turns, () => api.send(id, "hello"))) });
  return timings;
}

/** Rows as a long life leaves them, behind the window. Made in the database: as turns they would take hours. */
export async function fillHistories(dataDir: string, agents: { id: string; messages: number }[]) {
  const embedded = await openEmbedded({ dataDir });
  const client = new Client({ connectionString: embedded.url });
  await client.connect();
  try {
    for (const { id, messages } of agents)
      await client.query(
        `INSERT INTO messages (id, organization_id, agent_id, seq, role, content, search_text, created_at, updated_at)
         SELECT 'message-' || gen_random_uuid(), first.organization_id, first.agent_id,
                (SELECT min(seq) FROM messages) - age, first.role,
                jsonb_build_array(jsonb_build_object('type', 'text', 'text', 'message number ' || age)),
                'message number ' || age, first.created_at - age * interval '1 minute', now()
         FROM generate_series(1, $2::int) AS age,
              (SELECT * FROM messages WHERE agent_id = $1 AND role = 'user' ORDER BY seq LIMIT 1) AS first`,
        [id, messages],
      );
    await client.query("ANALYZE messages");
  } finally {
    await client.end();
    await embedded.close();
  }
}
