"use client";
import { useQuery } from "@tanstack/react-query";
import { Bot, Boxes } from "lucide-react";
import { usePathname } from "next/navigation";
import type { AgentState } from "@/lib/contract/agents/schemas";
import type { BlockResponse } from "@/lib/contract/blocks/schemas";
import { actions, pages } from "./actions";
import { type Entry, ranked } from "./entries";
import { paletteQueries } from "./queries";

/** What the palette offers for what was typed: agents and blocks as the server finds them, pages and actions from here. */
export function useEntries(query: string) {
  const path = usePathname();
  const agents = useQuery(paletteQueries.agents(query));
  const blocks = useQuery(paletteQueries.blocks(query));
  const own = ranked([...pages(), ...actions(path)], query);
  const found = [
    ...(agents.data ?? []).map(agentEntry),
    ...(query.length > 1 ? (blocks.data ?? []).map(blockEntry) : []),
  ];
  const isExact = own[0]?.label.toLowerCase().startsWith(query.toLowerCase()) && query !== "";
  return {
    entries: isExact ? [...own, ...found] : [...found, ...own],
    isSearching: agents.isFetching || blocks.isFetching,
    error: agents.error ?? blocks.error,
  };
}

const agentEntry = (agent: AgentState): Entry => ({
  id: agent.id,
  group: "Agents",
  label: agent.name,
  hint: agent.description ?? undefined,
  Icon: Bot,
  href: `/agents/${agent.id}`,
});

const blockEntry = (block: BlockResponse): Entry => ({
  id: block.id,
  group: "Blocks",
  label: block.label ?? "block",
  hint: block.value.trim().replace(/\s+/g, " ").slice(0, 120) || block.description || undefined,
  Icon: Boxes,
  href: `/blocks/${block.id}`,
});
