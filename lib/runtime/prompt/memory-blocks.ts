import { charCount } from "../char-count";
import { lineNumberWarning, withLineNumbers } from "../line-numbers";

/** What the prompt shows of a memory block. */
export interface PromptBlock {
  label: string;
  value: string;
  limit?: number | null;
  description?: string | null;
  read_only?: boolean | null;
}

const introduction = "These are the memory blocks in your core memory. You always see them as they are here:";

/** The blocks an agent always sees; null without blocks, except that the numbered form keeps its frame. */
export function renderMemoryBlocks(
  blocks: PromptBlock[],
  { lineNumbered }: { lineNumbered: boolean },
): string | null {
  if (blocks.length === 0 && !lineNumbered) return null;
  const rendered = blocks.flatMap((block) => [renderBlock(block, lineNumbered), ""]);
  return ["<memory_blocks>", introduction, "", ...rendered, "</memory_blocks>"].join("\n");
}

/** One block, or one file shown as a block. */
export function renderBlock(block: PromptBlock, lineNumbered: boolean): string {
  return [
    `<${block.label}>`,
    "<description>",
    block.description ?? "",
    "</description>",
    ...renderMetadata(block),
    ...(lineNumbered ? ["<warning>", lineNumberWarning, "</warning>"] : []),
    "<value>",
    ...(lineNumbered ? withLineNumbers(block.value) : [block.value]),
    "</value>",
    `</${block.label}>`,
  ].join("\n");
}

export const renderMetadata = ({
  value,
  limit,
  read_only,
}: Pick<PromptBlock, "value" | "limit" | "read_only">) => [
  "<metadata>",
  ...(read_only ? ["- read_only=true"] : []),
  `- chars_current=${charCount(value)}`,
  `- chars_limit=${limit ?? 0}`,
  "</metadata>",
];
