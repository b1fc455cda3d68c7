import { describe, expect, test } from "vitest";
import { baseToolRulesFor } from "../tool-rules/base-tool-rules";
import { builtInTools, jsonSchemaOf } from "./built-in-tools";
import { defaultToolsFor, fileToolNames, multiAgentToolNames } from "./default-tools";
import { isMemoryTool } from "./memory/plan-memory-edit";

const names = builtInTools.map((tool) => tool.name);
const tool = (name: string) => builtInTools.find((candidate) => candidate.name === name);

/** Every schema below this one, itself included. */
function schemasIn(schema: Record<string, unknown>): Record<string, unknown>[] {
  const children = [
    ...Object.values((schema.properties ?? {}) as object),
    ...(schema.items ? [schema.items] : []),
  ];
  return [schema, ...children.flatMap((child) => schemasIn(child as Record<string, unknown>))];
}

describe("built-in tools", () => {
  test("are complete and of the documented types", () => {
    const byType = Object.groupBy(builtInTools, (candidate) => candidate.tool_type);
    expect(
      Object.fromEntries(Object.entries(byType).map(([type, tools]) => [type, tools.map((t) => t.name)])),
    ).toEqual({
      letta_core: ["send_message", "conversation_search", "archival_memory_insert", "archival_memory_search"],
      letta_memory_core: ["core_memory_append", "core_memory_replace", "memory", "memory_apply_patch"],
      letta_sleeptime_core: ["memory_replace", "memory_insert", "memory_rethink", "memory_finish_edits"],
      letta_voice_sleeptime_core: [
        "store_memories",
        "rethink_user_memory",
        "finish_rethinking_memory",
        "search_memory",
      ],
      letta_multi_agent_core: multiAgentToolNames,
      letta_builtin: ["run_code", "run_code_with_tools", "web_search", "fetch_webpage"],
      letta_files_core: fileToolNames,
    });
  });

  test("run in parallel only where that is documented", () => {
    expect(
      builtInTools.filter((candidate) => candidate.enable_parallel_execution).map(({ name }) => name),
    ).toEqual([
      "conversation_search",
      "archival_memory_search",
      "run_code",
      "web_search",
      "fetch_webpage",
      "grep_files",
      "semantic_search_files",
    ]);
  });

  test.each(builtInTools)(
    "$name describes itself and every argument, and requires only arguments it has",
    (candidate) => {
      expect(candidate.description).not.toBe("");
      const { properties, required } = candidate.parameters;
      for (const [name, schema] of Object.entries(properties)) {
        expect(schema.description, name).toBeTruthy();
        for (const inner of schemasIn(schema)) {
          for (const property of Object.values(
            (inner.properties ?? {}) as Record<string, Record<string, unknown>>,
          )) {
            expect(property.description).toBeTruthy();
          }
        }
      }
      expect(Object.keys(properties)).toEqual(expect.arrayContaining(required));
      expect(Object.keys(jsonSchemaOf(candidate))).toEqual(["name", "description", "parameters"]);
    },
  );

  // Clients look for exactly these.
  test("file tools have the arguments that clients check, and usage examples", () => {
    const request = tool("open_files")?.parameters.properties.file_requests;
    expect(request).toMatchObject({
      type: "array",
      items: {
        type: "object",
        properties: {
          file_name: { type: "string" },
          offset: { type: "integer" },
          length: { type: "integer" },
        },
      },
    });
    expect(tool("open_files")?.parameters.properties.close_all_others).toMatchObject({ type: "boolean" });
    const grep = tool("grep_files")?.parameters.properties ?? {};
    expect(Object.keys(grep)).toEqual(["pattern", "include", "context_lines", "offset"]);
    for (const name of fileToolNames) expect(tool(name)?.description).toContain("Examples:");
  });

  test("every tool of the two memory types has an implementation", () => {
    const types = ["letta_memory_core", "letta_sleeptime_core"];
    const unknown = builtInTools.filter(
      ({ tool_type, name }) => types.includes(tool_type) && !isMemoryTool(name),
    );
    expect(unknown).toEqual([]);
  });
});

describe("defaultToolsFor", () => {
  test.each([
    ["letta_v1_agent", false, ["conversation_search", "memory_replace", "memory_insert"]],
    ["letta_v1_agent", true, ["send_message", "conversation_search", "archival_memory_search"]],
    ["memgpt_v2_agent", false, ["send_message", "conversation_search", "memory_replace", "memory_insert"]],
    ["sleeptime_agent", true, ["memory_replace", "memory_insert", "memory_rethink", "memory_finish_edits"]],
    ["voice_convo_agent", true, ["send_message", "search_memory"]],
    ["workflow_agent", false, []],
    ["react_agent", true, ["send_message", "conversation_search", "archival_memory_search"]],
  ])("%s with sleeptime %s", (agentType, enableSleeptime, expected) => {
    expect(defaultToolsFor(agentType, enableSleeptime)).toEqual(expected);
  });

  test("names built-in tools only", () => {
    for (const type of ["memgpt_agent", "split_thread_agent", "voice_sleeptime_agent"]) {
      expect(names).toEqual(expect.arrayContaining(defaultToolsFor(type, false)));
    }
  });
});

describe("baseToolRulesFor", () => {
  const request = {
    agentType: "memgpt_agent",
    modelName: "gpt-4o",
    toolNames: ["send_message", "conversation_search", "core_memory_append", "web_search", "my_tool"],
    hasOwnRules: false,
  };
  const rules = [
    { type: "exit_loop", tool_name: "send_message" },
    { type: "continue_loop", tool_name: "conversation_search" },
    { type: "continue_loop", tool_name: "core_memory_append" },
  ];

  test("ends with what speaks and continues after what reads or writes memory", () => {
    expect(baseToolRulesFor(request)).toEqual(rules);
  });

  test.each([
    [{ includeBaseToolRules: false }, []],
    [{ agentType: "letta_v1_agent" }, []],
    [{ agentType: "letta_v1_agent", hasOwnRules: true }, rules],
    [{ agentType: "letta_v1_agent", includeBaseToolRules: true }, rules],
    [{ modelName: "gpt-5.1" }, []],
    [{ modelName: "gpt-5-mini" }, rules],
    [{ modelName: "gpt-5.1", includeBaseToolRules: true }, rules],
    [{ modelName: "gpt-5.1", agentType: "sleeptime_agent" }, rules],
    [{ modelName: "gpt-5.1", agentType: "voice_sleeptime_agent" }, rules],
  ])("%j gives %j", (change, expected) => {
    expect(baseToolRulesFor({ ...request, ...change })).toEqual(expected);
  });

  test.each([
    ["sleeptime_agent", "memory_finish_edits"],
    ["voice_sleeptime_agent", "finish_rethinking_memory"],
  ])(
    "a %s ends its turn with %s and goes on after its other tools, whatever its model",
    (agentType, last) => {
      const toolNames = defaultToolsFor(agentType, false);
      const rules = baseToolRulesFor({ ...request, agentType, modelName: "claude-4-sonnet", toolNames });
      expect(rules.filter(({ type }) => type === "exit_loop").map(({ tool_name }) => tool_name)).toEqual([
        last,
      ]);
      expect(rules.map(({ tool_name }) => tool_name).sort()).toEqual(toolNames.toSorted());
    },
  );
});
