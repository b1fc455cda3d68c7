import type { PromptBlock } from "./memory-blocks";

/** Agents with this tag keep their memory as files in a repository; labels are the paths. */
export const gitMemoryTag = "git-memory-enabled";

/** One constant: it also marks where this kind of memory begins in a compiled message. */
export const projectionNote =
  "Your memory lies in files. <projection> names the file that a part of it is a copy of: edit the file to change it.";

const personaLabel = "system/persona";

/**
 * Memory that lies in a repository: what is under `system/` in full, nested by path, anything else but skills by name
 * only. Null when nothing is under `system/`.
 */
export function renderGitMemory(blocks: PromptBlock[]): string | null {
  const shown = blocks.filter(({ label }) => label.startsWith("system/"));
  if (shown.length === 0) return null;
  const persona = shown.find(({ label }) => label === personaLabel);
  const others = shown.filter(({ label }) => label !== personaLabel);
  const outside = blocks
    .map(({ label }) => label)
    .filter((label) => !label.startsWith("system/") && !label.startsWith("skills/"));
  const memory = [
    ...branches(treeOf(others.map((block) => [block.label.slice("system/".length), block])), 0),
    ...(outside.length > 0 ? externalProjection(outside) : []),
  ];
  return [
    projectionNote,
    ...(persona ? [["<self>", projection(persona), ...valueLines(persona), "</self>"].join("\n")] : []),
    ...(memory.length > 0 ? [["<memory>", ...memory, "</memory>"].join("\n")] : []),
  ].join("\n\n");
}

const projection = ({ label }: PromptBlock) => `<projection>$MEMORY_DIR/${label}.md</projection>`;
const valueLines = ({ value }: PromptBlock) => (value === "" ? [] : [value]);

/** A path may be both a file and a folder: `project.md` beside `project/`. */
interface Tree<T> {
  leaf?: T;
  branches: Map<string, Tree<T>>;
}

function treeOf<T>(entries: [path: string, leaf: T][]): Tree<T> {
  const root: Tree<T> = { branches: new Map() };
  for (const [path, leaf] of entries) {
    let node = root;
    for (const name of path.split("/")) {
      const next = node.branches.get(name) ?? { branches: new Map() };
      node.branches.set(name, next);
      node = next;
    }
    node.leaf = leaf;
  }
  return root;
}

const sorted = <T>({ branches }: Tree<T>) => [...branches].sort(([a], [b]) => (a < b ? -1 : 1));

/** Of a value with several lines only the first is indented: the others are the file's own. */
function branches(tree: Tree<PromptBlock>, depth: number): string[] {
  const indent = "  ".repeat(depth);
  return sorted(tree).flatMap(([name, node]) => [
    `${indent}<${name}>`,
    ...(node.leaf ? leafLines(node.leaf).map((line) => `${indent}  ${line}`) : []),
    ...branches(node, depth + 1),
    `${indent}</${name}>`,
  ]);
}

const leafLines = (block: PromptBlock) => [
  projection(block),
  ...(block.description ? [`<description>${block.description}</description>`] : []),
  ...valueLines(block),
];

const externalProjection = (labels: string[]) => [
  "<external_projection>",
  // biome-ignore lint/suspicious/noTemplateCurlyInString: the agent's own variable, written out.
  "${MEMORY_DIR}/",
  ...treeLines(treeOf(labels.map((label) => [label, label])), ""),
  "</external_projection>",
];

/** Folders first, then files. */
function treeLines(tree: Tree<string>, indent: string): string[] {
  const all = sorted(tree);
  const entries = [
    ...all.filter(([, node]) => node.branches.size > 0).map(([name, node]) => ({ name: `${name}/`, node })),
    ...all
      .filter(([, { leaf }]) => leaf !== undefined)
      .map(([name]) => ({ name: `${name}.md`, node: undefined })),
  ];
  return entries.flatMap(({ name, node }, index) => {
    const isLast = index === entries.length - 1;
    return [
      `${indent}${isLast ? "└──" : "├──"} ${name}`,
      ...(node ? treeLines(node, `${indent}${isLast ? " " : "│"}   `) : []),
    ];
  });
}
