import { agentConfig, findAgent } from "../agents/agent-row";
import { archiveOfAgent, ensureAgentArchive } from "../archives/agent-archive";
import { embeddingConfigOf } from "../archives/archive";
import type { Context } from "../context";
import { transaction } from "../transaction";
import { embedTexts } from "./embed-texts";
import { assertEmbeddable, insertPassages, type NewPassage } from "./insert-passages";
import type { PassageRow } from "./passage";

/**
 * Adds to what an agent remembers; its archive is made with the first passage. `also` joins the transaction.
 * @throws AppError for an unknown agent, a text that is too long, or an embedding model that does not answer
 */
export async function insertAgentPassage(
  ctx: Context,
  agentId: string,
  passage: NewPassage,
  also: (tx: Context) => Promise<void> = async () => {},
): Promise<PassageRow> {
  const agent = await findAgent(ctx, agentId);
  assertEmbeddable(ctx, passage.text);
  const existing = await archiveOfAgent(ctx, agentId);
  const config = existing ? embeddingConfigOf(existing) : agentConfig(agent).embedding_config;
  const embedded = config ? { config, vectors: await embedTexts(ctx, config, [passage.text]) } : null;
  return transaction(ctx, async (tx) => {
    const archive = existing ?? (await ensureAgentArchive(tx, agent));
    const [row] = await insertPassages(tx, archive.id, [passage], embedded);
    await also(tx);
    return row;
  });
}
