import type { ToolType } from "@/lib/contract/tools/schemas";

export interface ToolTypeWords {
  label: string;
  /** Who runs such a tool, and what it is for. */
  summary: string;
}

export const toolTypes: Record<ToolType, ToolTypeWords> = {
  custom: { label: "Custom", summary: "Code of your own." },
  letta_core: {
    label: "Core",
    summary: "What every agent needs: speaking, searching the conversation and the archive.",
  },
  letta_memory_core: { label: "Memory", summary: "Edits memory blocks." },
  letta_sleeptime_core: {
    label: "Memory, in the background",
    summary: "Edits memory blocks between conversations.",
  },
  letta_voice_sleeptime_core: {
    label: "Memory, for voice",
    summary: "Keeps memory beside a spoken conversation.",
  },
  letta_multi_agent_core: { label: "Other agents", summary: "Talks to other agents on this server." },
  letta_builtin: { label: "Built in", summary: "Reaches outside: the web, or code that runs in a sandbox." },
  letta_files_core: { label: "Files", summary: "Reads files from attached folders." },
  external_mcp: { label: "MCP server", summary: "Runs on a server that you connected." },
  external_langchain: { label: "LangChain", summary: "Comes from a LangChain collection." },
  external_composio: { label: "Composio", summary: "Comes from Composio." },
};

const knownTypes = Object.keys(toolTypes) as ToolType[];

export interface ToolFilters {
  search: string;
  type: ToolType | null;
}

export function filtersIn(params: Pick<URLSearchParams, "get">): ToolFilters {
  return {
    search: params.get("q")?.trim() ?? "",
    type: knownTypes.find((type) => type === params.get("type")) ?? null,
  };
}

export const hasFilters = ({ search, type }: ToolFilters) => search !== "" || type !== null;

/** What a tool is for, in one line: examples and argument lists come after it. */
export const firstSentence = (description: string | null): string =>
  (description ?? "")
    .trim()
    .split(/\n\s*\n|(?<=[.!?])\s/)[0]
    .replace(/\s+/g, " ");

/** Its server runs it, so there is no source to show. */
export const isOwnCode = (type: ToolType) => type === "custom" || type.startsWith("external_");
