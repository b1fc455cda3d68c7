import type { Turn } from "./turn";

/**
 * Shows the model the system message as it is stored now, after a tool whose result stands in there. Other changes of
 * the system message wait for the next turn, so that the provider's cache of the prefix holds.
 */
export async function refreshSystem(turn: Turn): Promise<void> {
  turn.isSystemStale = false;
  const system = await turn.compaction?.loadSystem();
  if (system) turn.messages[0] = system;
}
