import { describe, expect, test } from "vitest";
import { lineNumberWarning } from "../line-numbers";
import type { ToolRule } from "../tool-rules/rules";
import { compileSystemMessage, type SystemMessageParts, showsLineNumbers } from "./compile-system-message";

const metadata = {
  agentId: "agent-5f2a",
  conversationId: null,
  compiledAt: new Date("2025-11-03T16:05:06Z"),
  timezone: "UTC",
  recallCount: 0,
  archivalCount: 0,
};

const someParts = (parts: Partial<SystemMessageParts> = {}): SystemMessageParts => ({
  agentType: "letta_v1_agent",
  system: "You are a test agent.",
  blocks: [],
  lineNumbered: false,
  toolRules: [],
  directories: { maxFilesOpen: 5, folders: [] },
  metadata,
  ...parts,
});

const persona = { label: "persona", value: "I am terse.\n", limit: 20000, description: "who I am" };
const policy = { label: "policy", value: "ok", limit: 100000, read_only: true };
const file = {
  name: "handbook/intro.md",
  visibleContent: "[Viewing file start (out of 1 lines)]\n1: hello",
  limit: 15000,
};

/** Clients and the context overview read this text; every line of it is a promise. */
const fullExample = `You are a test agent.

<memory_blocks>
These are the memory blocks in your core memory. You always see them as they are here:

<persona>
<description>
who I am
</description>
<metadata>
- chars_current=12
- chars_limit=20000
</metadata>
<warning>
${lineNumberWarning}
</warning>
<value>
1→ I am terse.
2→ 
</value>
</persona>

<policy>
<description>

</description>
<metadata>
- read_only=true
- chars_current=2
- chars_limit=100000
</metadata>
<warning>
${lineNumberWarning}
</warning>
<value>
1→ ok
</value>
</policy>

</memory_blocks>

<tool_usage_rules>
These rules constrain how you may use your tools. Always follow them. One response of yours may contain several tool calls.

<tool_rule>
finish ends your response (yields control) when called
</tool_rule>
</tool_usage_rules>

<directories>
<file_limits>
- current_files_open=1
- max_files_open=5
</file_limits>
<directory name="handbook">
<file status="open" name="handbook/intro.md">
<metadata>
- read_only=true
- chars_current=46
- chars_limit=15000
</metadata>
<value>
[Viewing file start (out of 1 lines)]
1: hello
</value>
</file>
</directory>
</directories>

<memory_metadata>
- AGENT_ID: agent-5f2a
- CONVERSATION_ID: default
- System prompt last recompiled: 2025-11-03 04:05:06 PM UTC+0000
- 0 earlier messages are in recall memory
</memory_metadata>`;

describe("compileSystemMessage", () => {
  test("lays out prompt, blocks, rules, folders and metadata", () => {
    const compiled = compileSystemMessage(
      someParts({
        blocks: [persona, policy],
        lineNumbered: true,
        toolRules: [{ type: "exit_loop", tool_name: "finish" }],
        directories: { maxFilesOpen: 5, folders: [{ name: "handbook", files: [file] }] },
      }),
    );
    expect(compiled).toBe(fullExample);
  });

  test("puts memory where the prompt asks for it and leaves other braces alone", () => {
    const compiled = compileSystemMessage(
      someParts({ system: "Before {other} {CORE_MEMORY} after", blocks: [{ label: "x", value: "$& $1" }] }),
    );
    expect(compiled).toMatch(
      /^Before \{other\} <memory_blocks>[\s\S]*\$& \$1[\s\S]*<\/memory_metadata> after$/,
    );
  });

  test("shows values without numbers to other models, also empty ones", () => {
    const compiled = compileSystemMessage(someParts({ blocks: [{ label: "x", value: "" }, persona] }));
    expect(compiled).toContain("<value>\n\n</value>");
    expect(compiled).toContain("<value>\nI am terse.\n\n</value>");
    expect(compiled).toContain("- chars_limit=0");
    expect(compiled).not.toContain("<warning>");
  });

  test("shows no lines for an empty value with numbers", () => {
    const compiled = compileSystemMessage(
      someParts({ blocks: [{ label: "x", value: "" }], lineNumbered: true }),
    );
    expect(compiled).toContain("<value>\n</value>");
  });

  test("omits what is empty, but keeps the frame of numbered blocks", () => {
    const empty = compileSystemMessage(someParts());
    expect(empty).toMatch(/^You are a test agent\.\n\n<memory_metadata>/);
    expect(compileSystemMessage(someParts({ lineNumbered: true }))).toContain("</memory_blocks>");
  });

  test("counts characters, not code units", () => {
    expect(compileSystemMessage(someParts({ blocks: [{ label: "x", value: "🙂é" }] }))).toContain(
      "chars_current=2",
    );
  });

  test("gives tool agents no blocks, and their files in the shape of blocks", () => {
    const compiled = compileSystemMessage(
      someParts({
        agentType: "react_agent",
        blocks: [persona],
        directories: {
          maxFilesOpen: null,
          folders: [
            { name: "h", files: [{ name: "h/a", visibleContent: "", limit: 9, description: "about a" }] },
          ],
        },
      }),
    );
    expect(compiled).not.toContain("<memory_blocks>");
    expect(compiled).not.toContain("<file_limits>");
    expect(compiled).toContain(
      '<file status="closed">\n<h/a>\n<description>\nabout a\n</description>\n<metadata>\n- read_only=true\n' +
        "- chars_current=0\n- chars_limit=9\n</metadata>\n<value>\n\n</value>\n</h/a>\n</file>",
    );
  });

  test("shows a closed file without its content, with the folder's words", () => {
    const compiled = compileSystemMessage(
      someParts({
        directories: {
          maxFilesOpen: 5,
          folders: [
            {
              name: "h",
              description: "All rules.",
              instructions: "Quote them.",
              files: [{ name: "h/a", visibleContent: "", limit: 9, description: "about a" }],
            },
          ],
        },
      }),
    );
    expect(compiled).toContain(
      '<directory name="h">\n<description>All rules.</description>\n<instructions>Quote them.</instructions>\n' +
        '<file status="closed" name="h/a">\n<description>\nabout a\n</description>\n<metadata>\n- read_only=true\n' +
        "- chars_current=0\n- chars_limit=9\n</metadata>\n</file>\n</directory>",
    );
    expect(compiled).toContain("- current_files_open=0\n");
  });

  test("lists rules by kind and leaves out those the model need not know", () => {
    const toolRules: ToolRule[] = [
      { type: "exit_loop", tool_name: "a" },
      { type: "parent_last_tool", tool_name: "b", children: ["c", "d"] },
      { type: "max_count_per_step", tool_name: "c", max_count_limit: 3 },
      { type: "constrain_child_tools", tool_name: "d", children: ["e"] },
      { type: "conditional", tool_name: "e", child_output_mapping: { x: "a" } },
      { type: "continue_loop", tool_name: "f" },
      { type: "run_first", tool_name: "hidden" },
      { type: "required_before_exit", tool_name: "hidden" },
      { type: "requires_approval", tool_name: "hidden" },
    ];
    const compiled = compileSystemMessage(someParts({ toolRules }));
    const rules = [...compiled.matchAll(/<tool_rule>\n(.*)\n<\/tool_rule>/g)].map((match) => match[1]);
    expect(rules).toEqual([
      "f requires continuing your response when called",
      "c: at most 3 use(s) per response",
      "after using d you must use one of: e",
      "e determines the next tool based on its output",
      "c, d can only be used after b",
      "a ends your response (yields control) when called",
    ]);
    expect(compiled).not.toContain("hidden");
    expect(compileSystemMessage(someParts({ toolRules: toolRules.slice(6) }))).not.toContain(
      "tool_usage_rules",
    );
  });

  test("shows memory in files in its own form, whatever the model, and none where nothing is under system/", () => {
    const parts = { lineNumbered: true, isGitBacked: true };
    const blocks = [{ label: "system/human", value: "Ada" }];
    const compiled = compileSystemMessage(someParts({ ...parts, blocks }));
    expect(compiled).toContain(
      "<memory>\n<human>\n  <projection>$MEMORY_DIR/system/human.md</projection>\n  Ada",
    );
    expect(compiled).not.toContain("memory_blocks");
    expect(
      compileSystemMessage(someParts({ ...parts, blocks: [{ label: "human", value: "Ada" }] })),
    ).not.toContain("Ada");
  });

  test("says what is in memory out of sight", () => {
    const compiled = compileSystemMessage(
      someParts({
        metadata: {
          ...metadata,
          conversationId: "conv-1",
          timezone: "America/New_York",
          recallCount: 12,
          archivalCount: 3,
          archivalTags: ["a", "b"],
        },
      }),
    );
    expect(compiled).toContain("- CONVERSATION_ID: conv-1\n");
    expect(compiled).toContain("- System prompt last recompiled: 2025-11-03 11:05:06 AM EST-0500\n- 12 ");
    expect(compiled).toMatch(/\n- 3 [^\n]*archival memory[^\n]*\n- Available archival memory tags: a, b\n/);
  });
});

test("line numbers are shown to the agents that edit by line, on Anthropic models only", () => {
  expect(showsLineNumbers("letta_v1_agent", "anthropic")).toBe(true);
  expect(showsLineNumbers("sleeptime_agent", "anthropic")).toBe(true);
  expect(showsLineNumbers("memgpt_agent", "anthropic")).toBe(false);
  expect(showsLineNumbers("letta_v1_agent", "openai")).toBe(false);
});
