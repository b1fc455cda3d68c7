"use client";
import type { QueryClient } from "@tanstack/react-query";
import { useSyncExternalStore } from "react";
import { accessFetch } from "@/components/access";
import { api } from "@/components/api";
import { routes } from "@/components/routes";
import { toast } from "@/components/ui/toast";
import { agentQueries } from "./queries";

type Doomed = { id: string; name: string };

const none: ReadonlySet<string> = new Set();
let pending = none;
const listeners = new Set<() => void>();

/** Agents that are shown as deleted but can still be brought back: the server has not been asked yet. */
export const usePendingDeletions = (): ReadonlySet<string> =>
  useSyncExternalStore(
    subscribe,
    () => pending,
    () => none,
  );

/**
 * Takes an agent off the screen and deletes it once the offer to bring it back has gone unused. The offer follows the
 * reader from page to page; leaving the site deletes at once.
 */
export function deleteLater(agent: Doomed, queryClient: QueryClient) {
  set([...pending, agent.id]);
  toast.offer(`${agent.name} was deleted`, {
    label: "Undo",
    onTake: () => forget(agent.id),
    onPass: () => void deleteNow(agent, queryClient),
  });
}

async function deleteNow({ id, name }: Doomed, queryClient: QueryClient) {
  if (!pending.has(id)) return;
  try {
    await api.agents.deleteAgent({ params: { agent_id: id } });
    queryClient.removeQueries({ queryKey: agentQueries.detail(id).queryKey });
    await queryClient.invalidateQueries({ queryKey: agentQueries.lists() });
  } catch (error) {
    toast.failed(`${name} could not be deleted`, (error as Error).message);
  } finally {
    forget(id);
  }
}

const forget = (id: string) => set([...pending].filter((other) => other !== id));

function set(ids: string[]) {
  pending = new Set(ids);
  for (const listener of listeners) listener();
}

function subscribe(listener: () => void) {
  listeners.add(listener);
  return () => void listeners.delete(listener);
}

/** The page goes, the requests do not. */
function flush() {
  const { method, path } = routes.agents.deleteAgent;
  for (const id of pending)
    void accessFetch(path.replace("{agent_id}", encodeURIComponent(id)), { method, keepalive: true });
  pending = none;
}

if (typeof window !== "undefined") window.addEventListener("pagehide", flush);
