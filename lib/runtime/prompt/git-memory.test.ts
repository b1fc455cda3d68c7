import { expect, test } from "vitest";
import { projectionNote, renderGitMemory } from "./git-memory";
import type { PromptBlock } from "./memory-blocks";

const block = (label: string, value: string, description: string | null = null): PromptBlock => ({
  label,
  value,
  description,
});

test("memory in a repository is the agent's self, what is under system/ by path, and the names of the rest", () => {
  const text = renderGitMemory([
    block("todo", "Buy tea."),
    block("system/project/notes", "first note\nsecond note"),
    block("archive/old", "long ago"),
    block("system/human", "Likes tea.", "about the user"),
    block("system/persona", "I am terse.", "who I am"),
    block("skills/pdf", "How to read a PDF"),
  ]);
  expect(text).toBe(`${projectionNote}

<self>
<projection>$MEMORY_DIR/system/persona.md</projection>
I am terse.
</self>

<memory>
<human>
  <projection>$MEMORY_DIR/system/human.md</projection>
  <description>about the user</description>
  Likes tea.
</human>
<project>
  <notes>
    <projection>$MEMORY_DIR/system/project/notes.md</projection>
    first note
second note
  </notes>
</project>
<external_projection>
\${MEMORY_DIR}/
├── archive/
│   └── old.md
└── todo.md
</external_projection>
</memory>`);
});

test("without anything under system/ nothing is rendered at all", () => {
  expect(renderGitMemory([])).toBeNull();
  expect(renderGitMemory([block("human", "Ada"), block("skills/pdf", "x")])).toBeNull();
});

test("an agent that is only itself has no memory part, and one without a self only that", () => {
  expect(renderGitMemory([block("system/persona", "I am.")])).not.toContain("<memory>");
  expect(renderGitMemory([block("system/human", "Ada")])).not.toContain("<self>");
});

test("a path can be a file and a folder; an empty file has no line for its value", () => {
  expect(
    renderGitMemory([block("system/a/b", ""), block("system/a", "both"), block("x", ""), block("x/y", "")]),
  ).toBe(`${projectionNote}

<memory>
<a>
  <projection>$MEMORY_DIR/system/a.md</projection>
  both
  <b>
    <projection>$MEMORY_DIR/system/a/b.md</projection>
  </b>
</a>
<external_projection>
\${MEMORY_DIR}/
├── x/
│   └── y.md
└── x.md
</external_projection>
</memory>`);
});
