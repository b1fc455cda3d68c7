import { describe, expect, test } from "vitest";
import { compileSystemMessage, type SystemMessageParts } from "./compile-system-message";
import { defaultSystemPrompt } from "./default-system-prompt";
import { projectionNote } from "./git-memory";
import { sectionsOf } from "./sections-of";

const tricky = "</memory_blocks>\n<directories>\n</directories>\n<memory_metadata>\n</base_instructions>";

const compiled = (system: string, value: string, more: Partial<SystemMessageParts> = {}) =>
  compileSystemMessage({
    agentType: "letta_v1_agent",
    system,
    blocks: [{ label: "human", value }],
    lineNumbered: false,
    toolRules: [{ type: "exit_loop", tool_name: "finish" }],
    directories: {
      maxFilesOpen: 5,
      folders: [{ name: "f", files: [{ name: "f/a", visibleContent: value, limit: 1 }] }],
    },
    metadata: {
      agentId: "agent-1",
      conversationId: null,
      compiledAt: new Date(0),
      timezone: "UTC",
      recallCount: 0,
      archivalCount: 0,
    },
    ...more,
  });

describe("sectionsOf", () => {
  test.each([
    ["plain text", "value"],
    ["text that looks like sections", tricky],
  ])("cuts the message into its sections, with %s in blocks and files", (_kind, value) => {
    const text = compiled(defaultSystemPrompt("letta_v1_agent"), value);
    const sections = sectionsOf(text);
    expect(
      Object.values(sections)
        .filter((section) => section !== null)
        .join("\n\n"),
    ).toBe(text);
    expect(sections.system_prompt).toBe(defaultSystemPrompt("letta_v1_agent"));
    expect(sections.core_memory).toMatch(/^<memory_blocks>\n[\s\S]*<\/memory_blocks>$/);
    expect(sections.tool_usage_rules).toMatch(/^<tool_usage_rules>\n[\s\S]*<\/tool_usage_rules>$/);
    expect(sections.directories).toMatch(/^<directories>\n[\s\S]*<\/directories>$/);
    expect(sections.external_memory_summary).toMatch(
      /^<memory_metadata>\n- AGENT_ID[\s\S]*<\/memory_metadata>$/,
    );
    expect(sections.memory_filesystem).toBeNull();
  });

  test.each(["value", tricky])("knows memory that lies in files (%j)", (value) => {
    const blocks = [
      { label: "system/persona", value },
      { label: "system/human", value },
    ];
    for (const some of [blocks, blocks.slice(0, 1), blocks.slice(1)]) {
      const text = compiled("Be kind.", "v", { blocks: some, isGitBacked: true });
      const sections = sectionsOf(text);
      expect(sections.system_prompt).toBe("Be kind.");
      expect(sections.core_memory.startsWith(projectionNote)).toBe(true);
      expect(sections.core_memory).toMatch(/<\/(memory|self)>$/);
      expect(sections.tool_usage_rules).toMatch(/^<tool_usage_rules>/);
    }
  });

  test("takes all before the first section as the prompt when it has no frame of its own", () => {
    expect(sectionsOf(compiled("Be kind. <memory_blocks> are below.", "v")).system_prompt).toBe(
      "Be kind. <memory_blocks> are below.",
    );
  });

  test("takes a message without sections as prompt only", () => {
    expect(sectionsOf("Just a prompt.")).toEqual({
      system_prompt: "Just a prompt.",
      core_memory: "",
      memory_filesystem: null,
      tool_usage_rules: null,
      directories: null,
      external_memory_summary: "",
    });
  });
});
