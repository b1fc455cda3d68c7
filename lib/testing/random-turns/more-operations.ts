import { expireApprovals } from "@/lib/domain/approvals/expire-approvals";
import type { Dice } from "../random";
import { anInput, listen, type Place, say, send } from "./operations";
import { type Process, startProcess } from "./process";

/** Another living process speaks, answers or cancels in the middle of a turn of this one. */
export async function elsewhere(dice: Dice, process: Process, place: Place): Promise<void> {
  const other = await startProcess(dice, process.ctx.actor);
  const pause = () => new Promise((resolve) => setTimeout(resolve, dice.below(60)));
  const cancel = () => send(other, "POST", `/v1/agents/${place.agentId}/messages/cancel`, {});
  await Promise.all([
    dice.chance(0.5) ? say(dice, process, place) : listen(dice, process, place),
    pause().then(() => (dice.chance(0.6) ? cancel() : say(dice, other, place))),
    pause().then(() => (dice.chance(0.4) ? say(dice, other, place) : undefined)),
  ]);
  process.neighbours.push(other);
}

/** Empties the agent's window, perhaps in the middle of a turn. */
export async function reset(dice: Dice, process: Process, place: Place): Promise<void> {
  const empty = () => send(process, "PATCH", `/v1/agents/${place.agentId}/reset-messages`, {});
  if (dice.chance(0.5)) return empty();
  const speaking = say(dice, process, place);
  await new Promise((resolve) => setTimeout(resolve, dice.below(40)));
  await Promise.all([speaking, empty()]);
}

/** Takes back what was said, from somewhere in the window on. */
export async function rewound(dice: Dice, process: Process, place: Place): Promise<void> {
  const { agentId, conversationId } = place;
  const where = { organization_id: process.ctx.actor.organizationId };
  const ids = conversationId
    ? (await process.ctx.db.conversation.findFirstOrThrow({ where: { ...where, id: conversationId } }))
        .in_context_message_ids
    : (await process.ctx.db.agent.findFirstOrThrow({ where: { ...where, id: agentId } })).message_ids;
  const message_id = dice.pick(ids.slice(-8));
  await send(process, "POST", `/v1/_mneme/agents/${agentId}/rewind`, {
    message_id,
    conversation_id: conversationId,
  });
}

export const forked = (process: Process, { agentId, conversationId }: Place) =>
  conversationId
    ? send(process, "POST", `/v1/conversations/${conversationId}/fork`, {})
    : send(process, "POST", `/v1/conversations/default/fork?agent_id=${agentId}`, {});

/** What waits is answered by the server, as if nobody had done so in time. */
export async function expired(dice: Dice, process: Process): Promise<void> {
  const { ctx } = process;
  const settings = { ...ctx.settings, approvalExpiryAnswer: dice.pick(["deny", "approve"] as const) };
  const system = { ...ctx, settings, actor: { ...ctx.actor, type: "system" as const } };
  const contextFor = (organizationId: string) => ({ ...system, actor: { ...system.actor, organizationId } });
  await expireApprovals(ctx.db, contextFor, { expiresAfterMs: 0, now: new Date(8e14) });
}

/** A round of all agents; whoever waits is answered in it. */
export async function inGroup(dice: Dice, process: Process, place: Place): Promise<void> {
  const own = { organization_id: process.ctx.actor.organizationId };
  const group = await process.ctx.db.group.findFirst({ where: own });
  const path = `/v1/_mneme/groups/${group?.id ?? (await aGroup(process))}`;
  const { messages } = await anInput(dice, process, { ...place, conversationId: null });
  const speaking = send(process, "POST", `${path}/messages`, { messages });
  if (!dice.chance(0.2)) return speaking;
  await new Promise((resolve) => setTimeout(resolve, dice.below(60)));
  await Promise.all([speaking, send(process, "POST", `${path}/cancel`, {})]);
}

async function aGroup({ api, ctx }: Process): Promise<string> {
  const agents = await ctx.db.agent.findMany({ where: { organization_id: ctx.actor.organizationId } });
  const agent_ids = agents.map(({ id }) => id);
  return (await api.groups.createGroup({ body: { agent_ids, description: "all of them" } })).id;
}
