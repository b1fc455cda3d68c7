/** A skill that the caller of one request has at hand. */
export interface ClientSkill {
  name: string;
  description: string;
  /** Path of its `SKILL.md`, or of its folder. */
  location: string;
}

/** A memory block under `skills/`, which makes it a skill of the agent itself. */
export interface SkillBlock {
  label: string;
  description: string | null;
}

/**
 * The system text with the skills of this request behind it, one tree for each folder that holds some. A skill of the
 * agent hides the caller's of the same name. Without skills the text stays as it is.
 */
export function withSkills(system: string, client: ClientSkill[], blocks: SkillBlock[]): string {
  const own = blocks.flatMap(skillOfBlock);
  const others = client.filter(({ name }) => !own.some((skill) => skill.name === name));
  const all = [...own, ...others];
  if (all.length === 0) return system;
  const byRoot = Map.groupBy(all, ({ location }) => rootOf(location));
  const trees = [...byRoot.keys()].sort().map((root) => tree(root, byRoot.get(root) ?? []));
  return `${system.replace(/(?<!\n)\n+$/, "")}\n\n<available_skills>\n${trees.join("\n\n")}\n</available_skills>`;
}

function skillOfBlock({ label, description }: SkillBlock): ClientSkill[] {
  const name = /^skills\/([^/]+)(?:\/SKILL)?$/.exec(label)?.[1];
  if (!name) return [];
  return [{ name, description: description ?? "", location: `\${MEMORY_DIR}/skills/${name}/SKILL.md` }];
}

function rootOf(location: string): string {
  const parts = location.split(/[\\/]/);
  const depth = parts.at(-1) === "SKILL.md" ? 2 : 1;
  return parts.slice(0, -depth).join("/") || "/";
}

function tree(root: string, skills: ClientSkill[]): string {
  const sorted = skills.toSorted((a, b) => (a.name < b.name ? -1 : 1));
  const lines = sorted.flatMap(({ name, description }, index) => {
    const isLast = index === sorted.length - 1;
    const [first] = description.trim().split("\n");
    const file = `└── SKILL.md${first ? ` (${first.trim()})` : ""}`;
    return [`${isLast ? "└──" : "├──"} ${name}`, `${isLast ? " " : "│"}   ${file}`];
  });
  return [root, ...lines].join("\n");
}
