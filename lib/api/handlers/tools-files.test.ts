import { describe, expect, test } from "vitest";
import { callTool, scriptedModel, text } from "@/lib/runtime/testing/scripted-model";
import { anAgentThat } from "@/lib/testing/conversations";
import { aFile, aFolder } from "@/lib/testing/files";
import { aWorld } from "@/lib/testing/harness";
import { systemMessageOf } from "@/lib/testing/state";
import { aTurnWorld, stream } from "@/lib/testing/turns";

async function aReader(files: Record<string, string>, fields: object = {}) {
  const world = await aWorld();
  const folder = await aFolder(world, "f");
  for (const [name, content] of Object.entries(files)) await aFile(world, folder.id, name, content);
  const agent = await world.anAgent({ folder_ids: [folder.id], ...fields });
  const run = (tool_name: string, args: object) =>
    world.api.agents.runToolForAgent({
      params: { agent_id: agent.id, tool_name },
      body: { args: args as never },
    });
  return {
    ...world,
    agent,
    /** What the tool gives; a failed call gives its error line. */
    async use(tool: string, args: object): Promise<string> {
      const { func_return, stderr } = await run(tool, args);
      return (func_return as string | null) ?? (stderr as string[])[0];
    },
    system: async () => (await systemMessageOf(world.ctx, agent.id)).text,
  };
}

const lines = (count: number) => Array.from({ length: count }, (_, i) => `Line ${i + 1}`).join("\n");

describe("open_files", () => {
  test("shows the part of a file that was asked for", async () => {
    const { use, system } = await aReader({ "a.txt": lines(10) });
    const open = (part: object) => use("open_files", { file_requests: [{ file_name: "f/a.txt", ...part }] });
    expect(await open({ offset: 3, length: 2 })).toBe(
      "* Opened f/a.txt (lines 4-5) (previously lines 1-end)",
    );
    expect(await system()).toContain(
      "[Viewing lines 4 to 5 (out of 10 lines)]\n4: Line 4\n5: Line 5\n</value>",
    );
    expect(await open({ offset: 8 })).toBe("* Opened f/a.txt (lines 9-end) (previously lines 4-5)");
    expect(await system()).toContain(
      "[Viewing lines 9 to end (out of 10 lines)]\n9: Line 9\n10: Line 10\n</value>",
    );
  });

  test("opens several at once and closes what was used least recently, or all others", async () => {
    const files = { "a.txt": "A", "b.txt": "B", "c.txt": "C", "d.txt": "D" };
    const { use, system } = await aReader(files, { max_files_open: 3 });
    const open = (names: string[], more = {}) =>
      use("open_files", { file_requests: names.map((name) => ({ file_name: `f/${name}` })), ...more });
    const answer = await open(["d.txt", "c.txt"]);
    expect(answer).toContain("* Opened 2 files: f/d.txt (lines 1-end), f/c.txt (lines 1-end)");
    expect(answer).toContain("at most 3 can be open: f/a.txt");
    expect(await open(["a.txt"], { close_all_others: true })).toContain("* Closed all other files:");
    const text = await system();
    expect(text).toContain("- current_files_open=1");
    expect(text).toContain('<file status="open" name="f/a.txt">');
    expect(await open(["a.txt", "b.txt", "c.txt", "d.txt"])).toContain("at most 3 can be open at once");
  });

  test.each([
    [{ file_requests: [] }, "No files were requested"],
    [{ file_requests: [{ file_name: "f/x.txt" }] }, "Attached files: f/a.txt"],
    [{ file_requests: [{ file_name: "f/a.txt", offset: -1 }] }, "must be 0 or more"],
    [{ file_requests: [{ file_name: "f/a.txt", length: 0 }] }, "must be 1 or more"],
    [
      { file_requests: [{ file_name: "f/a.txt", offset: 10 }] },
      "beyond the end of 'f/a.txt', which has 10 lines",
    ],
  ])("refuses %j and says why", async (args, reason) => {
    const { use } = await aReader({ "a.txt": lines(10) });
    expect(await use("open_files", args)).toContain(reason);
  });

  // A model that is told "opened" and then does not see the content would open it again and again.
  test("is seen by the very next step of the turn", async () => {
    const call = callTool("open_files", { file_requests: [{ file_name: "f/b.txt" }] });
    const model = scriptedModel([call], [text("done")]);
    const world = await aTurnWorld({ model });
    const folder = await aFolder(world, "f");
    for (const name of ["a.txt", "b.txt"]) await aFile(world, folder.id, name, `Content of ${name}`);
    const agent = await world.anAgent({ folder_ids: [folder.id], max_files_open: 1 });
    await stream(world.ctx, agent.id, { input: "read b" });
    const systems = model.requests.map(({ messages }) => JSON.stringify(messages[0].content));
    expect(systems[0]).not.toContain("Content of b.txt");
    expect(systems[1]).toContain("Content of b.txt");
    expect(systems[1]).not.toContain("Content of a.txt");
  });
});

test("open_files in a conversation of its own is seen there in the next step, too", async () => {
  const call = callTool("open_files", { file_requests: [{ file_name: "f/b.txt" }] });
  const model = scriptedModel([call], [text("done")]);
  const { agent, aConversation, say, ctx, api, ...world } = await anAgentThat(model, { max_files_open: 1 });
  const folder = await aFolder({ ...world, ctx, api }, "f");
  for (const name of ["a.txt", "b.txt"])
    await aFile({ ...world, ctx, api }, folder.id, name, `Content of ${name}`);
  await api.agents.attachFolderToAgent({ params: { agent_id: agent.id, folder_id: folder.id } });
  await say((await aConversation(agent.id)).id, "read b");
  const systems = model.requests.map(({ messages }) => JSON.stringify(messages[0].content));
  expect(systems.map((system) => system.includes("Content of b.txt"))).toEqual([false, true]);
});

describe("grep_files", () => {
  test("finds lines with their surroundings, ignoring case, the fullest file first", async () => {
    const { use } = await aReader({ "a.txt": "one\nTwo apples\nthree", "b.txt": "apple\npear\napple pie" });
    const answer = await use("grep_files", { pattern: "APPLES?" });
    expect(answer).toContain("Found 3 matches in 2 files for pattern: 'APPLES?' (showing matches 1-3)");
    expect(answer).toContain("f/b.txt: 2 matches\nf/a.txt: 1 match");
    expect(answer).toContain("=== f/a.txt:2 ===\n  1: one\n> 2: Two apples\n  3: three");
    expect(answer).toContain("No more matches.");
  });

  test("turns pages with the call it names", async () => {
    const { use } = await aReader({ "a.txt": lines(45) });
    const first = await use("grep_files", { pattern: "line", context_lines: 0 });
    expect(first).toContain("showing matches 1-20");
    expect(first).toContain('grep_files(pattern="line", context_lines=0, offset=20)');
    const last = await use("grep_files", { pattern: "line", context_lines: 0, offset: 40 });
    expect(last).toContain("showing matches 41-45");
    expect(last).toContain("> 45: Line 45");
    expect(last).toContain("No more matches.");
  });

  test("searches only the included names and says when nothing is there", async () => {
    const { use } = await aReader({ "a.md": "x marks", "b.py": "x = 1" });
    expect(await use("grep_files", { pattern: "x", include: "*.py" })).toContain("Found 1 match in 1 file");
    expect(await use("grep_files", { pattern: "x", include: "a\\.md$" })).toContain("f/a.md:1");
    expect(await use("grep_files", { pattern: "x", include: "*.rs" })).toBe(
      "No files match the include pattern '*.rs'.",
    );
    expect(await use("grep_files", { pattern: "nowhere" })).toContain(
      "No matches found for pattern 'nowhere'",
    );
    expect(await use("grep_files", { pattern: "(" })).toContain("Invalid regular expression");
    expect(await use("grep_files", { pattern: "x".repeat(1001) })).toContain("too long");
  });

  // With an engine that backtracks this expression would hold up every agent of the server for hours.
  test("is not stopped by an expression that backtracks", async () => {
    const { use } = await aReader({ "a.txt": `${"a".repeat(50_000)}!` });
    const startedAt = performance.now();
    expect(await use("grep_files", { pattern: "^(a+)+$" })).toContain("No matches found");
    expect(performance.now() - startedAt).toBeLessThan(5_000);
  });
});

describe("semantic_search_files", () => {
  test("finds the passage nearest in meaning in attached folders only", async () => {
    const world = await aReader({
      "a.txt": "The refund policy gives customers their money back.",
      "b.txt": "Penguins live on the southern half of the planet.",
    });
    const other = await aFolder(world, "other");
    await aFile(world, other.id, "c.txt", "refund money back customers");
    const answer = await world.use("semantic_search_files", {
      query: "refund money back customers",
      limit: 1,
    });
    const heading = "Found 1 semantic match in 1 file for query: 'refund money back customers'";
    expect(answer).toContain(`${heading}\n${"=".repeat(heading.length)}`);
    expect(answer).toContain("=== f/a.txt (passage #1) ===\n  The refund policy");
    expect(await world.use("semantic_search_files", { query: " " })).toContain("must not be empty");
  });
});
