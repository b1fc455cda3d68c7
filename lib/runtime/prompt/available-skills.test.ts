import { expect, test } from "vitest";
import { withSkills } from "./available-skills";

const skill = (name: string, location: string, description = "") => ({ name, location, description });

test("the caller's skills stand behind the system text as trees of their folders, first lines only", () => {
  const text = withSkills(
    "You are an agent.\n\n",
    [
      skill("commit", "/b/skills/commit/SKILL.md", "Writes commits\nin detail"),
      skill("review", "/b/skills/review/SKILL.md"),
      skill("plan", "/a/plan"),
    ],
    [],
  );
  expect(text).toBe(
    [
      "You are an agent.",
      "",
      "<available_skills>",
      "/a",
      "└── plan",
      "    └── SKILL.md",
      "",
      "/b/skills",
      "├── commit",
      "│   └── SKILL.md (Writes commits)",
      "└── review",
      "    └── SKILL.md",
      "</available_skills>",
    ].join("\n"),
  );
});

test("a skill in the agent's memory hides the caller's of the same name", () => {
  const blocks = [
    { label: "skills/commit", description: "My way" },
    { label: "skills/commit/notes", description: "no skill" },
  ];
  const text = withSkills("S", [skill("commit", "/x/commit/SKILL.md", "Theirs")], blocks);
  expect(text).toContain("${MEMORY_DIR}/skills\n└── commit\n    └── SKILL.md (My way)\n</available_skills>");
  expect(text).not.toContain("Theirs");
  expect(text).not.toContain("notes");
});

test("without skills the system text is left as it is", () => {
  expect(withSkills("S\n", [], [{ label: "human", description: null }])).toBe("S\n");
});
