import type { MnemeContextSection } from "@/lib/contract/mneme/context";

export type GroupKey = "instructions" | "memory" | "tools" | "summary" | "messages";

export interface ContextGroup {
  key: GroupKey;
  title: string;
  tokens: number;
  share: number;
  sections: NumberedSection[];
}

/** A section with its place in the request, by which links and keys know it. */
export type NumberedSection = MnemeContextSection & { place: number };

const groupOf: Record<MnemeContextSection["kind"], GroupKey> = {
  system_prompt: "instructions",
  tool_usage_rules: "instructions",
  directories: "instructions",
  skills: "instructions",
  memory_metadata: "instructions",
  memory_frame: "memory",
  memory_block: "memory",
  memory_filesystem: "memory",
  tool: "tools",
  summary: "summary",
  message: "messages",
};

const titles: Record<GroupKey, string> = {
  instructions: "Instructions",
  memory: "Memory",
  tools: "Tools",
  summary: "Summary",
  messages: "Conversation",
};

/** What belongs together, in the order in which the model first meets it; groups that are empty are left out. */
export function contextGroups(sections: MnemeContextSection[]): ContextGroup[] {
  const groups = new Map<GroupKey, ContextGroup>();
  sections.forEach((section, place) => {
    const key = groupOf[section.kind];
    const group = groups.get(key) ?? { key, title: titles[key], tokens: 0, share: 0, sections: [] };
    groups.set(key, {
      ...group,
      tokens: group.tokens + section.tokens,
      share: group.share + section.share,
      sections: [...group.sections, { ...section, place }],
    });
  });
  return [...groups.values()];
}

const names: Partial<Record<MnemeContextSection["kind"], string>> = {
  system_prompt: "System prompt",
  memory_frame: "About memory",
  memory_filesystem: "Memory files",
  tool_usage_rules: "Rules for tools",
  directories: "Folders",
  skills: "Skills of the client",
  memory_metadata: "What lies outside the window",
  summary: "Summary of earlier messages",
};

const roles: Record<string, string> = {
  user: "User",
  assistant: "Agent",
  tool: "Tool result",
  system: "System",
};

export const sectionName = ({ kind, name }: Pick<MnemeContextSection, "kind" | "name">): string =>
  names[kind] ?? (kind === "message" ? (roles[name] ?? name) : name);

const kinds: Record<MnemeContextSection["kind"], string> = {
  system_prompt: "Instructions",
  tool_usage_rules: "Instructions",
  directories: "Instructions",
  skills: "Instructions",
  memory_metadata: "Instructions",
  memory_frame: "Memory",
  memory_block: "Memory block",
  memory_filesystem: "Memory",
  tool: "Tool",
  summary: "Summary",
  message: "Message",
};

export const sectionKind = ({ kind }: Pick<MnemeContextSection, "kind">): string => kinds[kind];

/** How far our own count is from the provider's, as a share of the provider's. Null when there is nothing to compare. */
export function countError(own: number, provider: number | null | undefined): number | null {
  return provider ? (own - provider) / provider : null;
}

/** One line of what a section says: of a block its value, of a tool's result its message. */
export function firstWords({ kind, text }: Pick<MnemeContextSection, "kind" | "text">, max = 160): string {
  const value = kind === "memory_block" ? /<value>\n([\s\S]*?)\n<\/value>/.exec(text)?.[1] : undefined;
  if (value !== undefined) return firstLine(value).slice(0, max) || "Empty";
  return (messageIn(text) ?? firstLine(text)).slice(0, max);
}

function messageIn(text: string): string | null {
  if (!text.startsWith("{")) return null;
  try {
    const value = JSON.parse(text) as { message?: unknown };
    return typeof value.message === "string" ? firstLine(value.message) : JSON.stringify(value);
  } catch {
    return null;
  }
}

/** Without the tags that a text is wrapped in. */
function firstLine(text: string): string {
  const line = text
    .split("\n")
    .map((each) => each.trim())
    .find((each) => each && !/^<\/?[\w./ -]+>$/.test(each));
  return line ?? text.trim();
}
