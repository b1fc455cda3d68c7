import { ToolError } from "@/lib/runtime/tools/tool-error";
import { recompileSystemMessages } from "../agents/system-message";
import { updateBlock } from "../blocks/update-block";
import { insertAgentPassage } from "../passages/insert-agent-passage";
import type { RunInput } from "../runs/run-input";
import type { ToolFunction, ToolScope } from "./tool-scope";

interface Chunk {
  start_index: number;
  end_index: number;
  context: string;
}

/** Keeps parts of the transcript that this run was given, where the voice agent will look for them. */
export const storeMemories: ToolFunction = async (scope, args) => {
  const { chunks } = args as { chunks: Chunk[] };
  const { ctx } = scope;
  const [lines, voiceAgentId] = await Promise.all([transcriptOf(scope), voiceAgentOf(scope)]);
  const texts = chunks.map((chunk) => chunkText(chunk, lines));
  for (const text of texts)
    await insertAgentPassage(ctx, voiceAgentId, { text }, async (tx) => {
      await recompileSystemMessages(tx, [voiceAgentId], { updateTimestamp: false });
    });
  return `Stored ${texts.length} ${texts.length === 1 ? "memory" : "memories"}.`;
};

/** Rewrites the notes about the person, which both agents share. */
export const rethinkUserMemory: ToolFunction = async ({ ctx, agent }, args) => {
  const { new_memory } = args as { new_memory: string };
  const where = { agent_id: agent.id, organization_id: ctx.actor.organizationId, label: "human" };
  const link = await ctx.db.agentBlock.findFirst({ where, select: { block_id: true } });
  if (!link) throw new ToolError("There is no memory block 'human' to write the notes into.");
  await updateBlock(ctx, link.block_id, { value: new_memory });
  return null;
};

async function transcriptOf({ ctx }: ToolScope): Promise<string[]> {
  const where = { id: ctx.cause?.runId ?? "", organization_id: ctx.actor.organizationId };
  const run = await ctx.db.run.findFirst({ where, select: { input: true } });
  const { transcript } = (run?.input ?? {}) as unknown as Partial<RunInput>;
  if (!transcript)
    throw new ToolError("There is no transcript in this turn from which memories could be stored.");
  return transcript;
}

async function voiceAgentOf({ ctx, agent }: ToolScope): Promise<string> {
  const organization_id = ctx.actor.organizationId;
  const group = await ctx.db.group.findFirst({
    where: { organization_id, manager_type: "voice_sleeptime", agents: { some: { agent_id: agent.id } } },
    select: { manager_agent_id: true },
  });
  if (group?.manager_agent_id) return group.manager_agent_id;
  throw new ToolError("Only an agent that keeps the memory of a voice agent can store memories.");
}

function chunkText({ start_index: start, end_index: end, context }: Chunk, lines: string[]): string {
  const isWithin = start >= 0 && start <= end && end < lines.length;
  if (!isWithin)
    throw new ToolError(
      `The lines ${start} to ${end} are not in the transcript, whose lines are 0 to ${lines.length - 1}. Nothing was stored.`,
    );
  return `${context}\n\n${lines.slice(start, end + 1).join("\n")}`;
}
