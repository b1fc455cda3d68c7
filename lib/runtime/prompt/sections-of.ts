import { projectionNote } from "./git-memory";

/** The parts of a compiled system message, tags included, as the context overview names them. */
export interface SystemMessageSections {
  system_prompt: string;
  core_memory: string;
  memory_filesystem: string | null;
  tool_usage_rules: string | null;
  directories: string | null;
  external_memory_summary: string;
}

/**
 * Cuts a compiled system message into its sections. Blocks and files may contain text that looks like a section, so
 * each is looked for behind the one before it, starts on a line of its own and ends where the next one follows.
 */
export function sectionsOf(compiled: string): SystemMessageSections {
  const instructions = cut(compiled, "base_instructions", 0, (text, closing) => text.indexOf(closing));
  let position = instructions?.end ?? 0;
  const take = (tag: string) => {
    const section = cut(compiled, tag, position, lastClosing);
    if (section) position = section.end;
    return section;
  };
  const blocks = take("memory_blocks") ?? cutGitMemory(compiled, position);
  position = blocks?.end ?? position;
  const filesystem = take("memory_filesystem");
  const rules = take("tool_usage_rules");
  const directories = take("directories");
  const metadata = take("memory_metadata");
  const first = blocks ?? filesystem ?? rules ?? directories ?? metadata;
  return {
    system_prompt: instructions?.text ?? compiled.slice(0, first?.start).trimEnd(),
    core_memory: blocks?.text ?? "",
    memory_filesystem: filesystem?.text ?? null,
    tool_usage_rules: rules?.text ?? null,
    directories: directories?.text ?? null,
    external_memory_summary: metadata?.text ?? "",
  };
}

interface Section {
  text: string;
  start: number;
  end: number;
}

function cut(
  text: string,
  tag: string,
  from: number,
  closingIn: (rest: string, closing: string) => number,
): Section | null {
  const offset = text.slice(from).search(new RegExp(`^<${tag}>$`, "m"));
  if (offset === -1) return null;
  const start = from + offset;
  const closing = `</${tag}>`;
  const length = closingIn(text.slice(start), closing);
  if (length === -1) return null;
  const end = start + length + closing.length;
  return { text: text.slice(start, end), start, end };
}

/** Files of a repository follow one sentence and end with the agent's memory, or with its self. */
function cutGitMemory(text: string, from: number): Section | null {
  const start = text.indexOf(`\n${projectionNote}\n\n<`, from) + 1;
  if (start === 0) return null;
  const rest = text.slice(start);
  const ends = ["</memory>", "</self>"].map((closing) => {
    const at = lastClosing(rest, closing);
    return at === -1 ? -1 : at + closing.length;
  });
  const end = start + Math.max(...ends);
  return { text: text.slice(start, end), start, end };
}

/** The last closing tag that another section follows, else the last one of all. */
function lastClosing(rest: string, closing: string): number {
  const next = ["memory_filesystem", "tool_usage_rules", "directories", "memory_metadata"];
  const followed = Math.max(...next.map((tag) => rest.lastIndexOf(`${closing}\n\n<${tag}>`)));
  return followed === -1 ? rest.lastIndexOf(closing) : followed;
}
