import type { MnemeContextSection, MnemeContextView } from "@/lib/contract/mneme/context";

export type ContextGroupName = "instructions" | "memory" | "tools" | "summary" | "messages";

export interface ContextGroup {
  name: ContextGroupName;
  title: string;
  tokens: number;
  /** Of the whole window, from 0 to 1. */
  share: number;
  /** The parts worth naming one by one; messages are only counted. */
  parts: { key: string; name: string; tokens: number }[];
  count: number;
}

const groupOf: Record<MnemeContextSection["kind"], ContextGroupName> = {
  system_prompt: "instructions",
  memory_frame: "memory",
  memory_filesystem: "memory",
  skills: "instructions",
  tool_usage_rules: "instructions",
  directories: "instructions",
  memory_metadata: "instructions",
  memory_block: "memory",
  tool: "tools",
  summary: "summary",
  message: "messages",
};

const titles: Record<ContextGroupName, string> = {
  instructions: "Instructions",
  memory: "Memory",
  tools: "Tools",
  summary: "Summary",
  messages: "Messages",
};

const partNames: Partial<Record<MnemeContextSection["kind"], string>> = {
  system_prompt: "System prompt",
  memory_frame: "Around the blocks",
  memory_filesystem: "Memory files",
  skills: "Skills",
  tool_usage_rules: "Tool rules",
  directories: "Folders",
  memory_metadata: "About memory and time",
};

/** The window in the five parts that a person can do something about. Their tokens add up to the total. */
export function contextGroups(
  view: Pick<MnemeContextView, "sections" | "context_window" | "total_tokens">,
): ContextGroup[] {
  const window = Math.max(view.context_window ?? view.total_tokens, 1);
  return (Object.keys(titles) as ContextGroupName[])
    .map((name) => {
      const sections = view.sections.filter((section) => groupOf[section.kind] === name);
      const tokens = sections.reduce((sum, section) => sum + section.tokens, 0);
      return {
        name,
        title: titles[name],
        tokens,
        share: tokens / window,
        parts: name === "messages" || name === "summary" ? [] : partsOf(sections),
        count: sections.length,
      };
    })
    .filter((group) => group.count > 0);
}

function partsOf(sections: MnemeContextSection[]): ContextGroup["parts"] {
  const parts = new Map<string, ContextGroup["parts"][number]>();
  for (const { kind, name, tokens } of sections) {
    const shown = partNames[kind] ?? name;
    const part = parts.get(`${kind}:${shown}`) ?? { key: `${kind}:${shown}`, name: shown, tokens: 0 };
    parts.set(part.key, { ...part, tokens: part.tokens + tokens });
  }
  return [...parts.values()].sort((a, b) => b.tokens - a.tokens);
}

/** Tokens of each block as the model reads it, by block id. */
export function tokensByBlock(view: Pick<MnemeContextView, "sections"> | undefined): Record<string, number> {
  const blocks = view?.sections.filter((section) => section.kind === "memory_block" && section.id) ?? [];
  return Object.fromEntries(blocks.map(({ id, tokens }) => [id as string, tokens]));
}
