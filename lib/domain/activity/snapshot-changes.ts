import type { MnemeActivity } from "@/lib/contract/mneme/streams";
import { type AgentSnapshot, isOver } from "./agent-snapshot";

const message_type = "activity" as const;

export const stateOf = ({ version, blocks, runs }: AgentSnapshot): MnemeActivity => ({
  message_type,
  event: "state",
  agent_version: version,
  blocks: [...blocks.values()],
  runs: [...runs.values()].filter((run) => !isOver(run)).reverse(),
});

/** What became different from one look to the next; runs first, oldest first. */
export function snapshotChanges(seen: AgentSnapshot, now: AgentSnapshot): MnemeActivity[] {
  return [...runChanges(seen, now), ...blockChanges(seen, now), ...agentChanges(seen, now)];
}

/** A run that began and ended between two looks still starts and ends, in this order. */
function runChanges(seen: AgentSnapshot, now: AgentSnapshot): MnemeActivity[] {
  return [...now.runs.values()].reverse().flatMap((run): MnemeActivity[] => {
    const before = seen.runs.get(run.run_id);
    if (before?.status === run.status) return [];
    const ended: MnemeActivity[] = isOver(run) ? [{ message_type, event: "run_ended", ...run }] : [];
    if (!before) return [{ message_type, event: "run_started", ...run }, ...ended];
    return ended.length > 0 ? ended : [{ message_type, event: "run_updated", ...run }];
  });
}

function blockChanges(seen: AgentSnapshot, now: AgentSnapshot): MnemeActivity[] {
  const gone = [...seen.blocks.values()].filter(({ block_id }) => !now.blocks.has(block_id));
  const present = [...now.blocks.values()].flatMap((block): MnemeActivity[] => {
    const before = seen.blocks.get(block.block_id);
    if (!before) return [{ message_type, event: "block_attached", ...block }];
    return before.version === block.version ? [] : [{ message_type, event: "block_changed", ...block }];
  });
  return [
    ...gone.map((block): MnemeActivity => ({ message_type, event: "block_detached", ...block })),
    ...present,
  ];
}

const agentChanges = (seen: AgentSnapshot, now: AgentSnapshot): MnemeActivity[] =>
  seen.version === now.version ? [] : [{ message_type, event: "agent_changed", agent_version: now.version }];
