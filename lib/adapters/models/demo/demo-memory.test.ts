import { describe, expect, test } from "vitest";
import { ask, talk, tools, v1Tools } from "../testing/demo";
import { callOf, returnOf, row, toolRow } from "../testing/messages";

describe.each([
  ["v1 agents' memory tools", [tools.insert, tools.replace]],
  ["older agents' memory tools", [tools.append, tools.classicReplace]],
])("with %s", (_name, attached) => {
  test("it remembers, corrects, recalls and forgets over a whole conversation", async () => {
    const say = await talk(attached);
    expect(await say("Hi!")).toMatch(/^Hello! /);
    expect(await say("My name is Ada Lovelace.")).toBe("Saved to memory.");
    expect(await say("Please remember that my dog is called Rex.")).toBe("Saved to memory.");
    expect(await say("I love hiking in the Alps")).toBe("Saved to memory.");
    expect(await say("I live in Paris.")).toBe("Saved to memory.");
    expect(await say("What is my name?")).toContain("Ada Lovelace");
    expect(await say("what's my dog called?")).toContain("Rex");
    expect(await say("Where do I live?")).toContain("Paris");
    expect(await say("What do I like?")).toContain("hiking in the Alps");
    expect(await say("call me Grace")).toBe("Saved to memory.");
    expect(await say("Who am I?")).toContain("Name: Grace");
    expect(await say("hello again")).toMatch(/^Hello, Grace!/);
    expect(await say("Forget my dog")).toBe("Saved to memory.");
    expect(await say("what's my dog called?")).not.toContain("Rex");
    const all = await say("What do you know about me?");
    expect(all).toContain("Name: Grace");
    expect(all).not.toContain("Ada");
  });
});

describe("facts", () => {
  test("replace the line they correct, and are not written twice", async () => {
    const human = "Name: Ada\nCity: Rome";
    expect((await ask("Actually, my city is Oslo", { human })).calls).toEqual([
      {
        name: "memory_replace",
        arguments: { label: "human", old_string: "City: Rome", new_string: "City: Oslo" },
      },
    ]);
    expect((await ask("my name is Ada", { human })).calls).toEqual([]);
  });

  test("go to the archive when asked for, without the words that ask", async () => {
    const said = "Remember in long-term archive that the Q3 launch moved to May";
    expect((await ask(said, { tools: [...v1Tools, tools.archivalInsert] })).calls).toEqual([
      { name: "archival_memory_insert", arguments: { content: "the Q3 launch moved to May" } },
    ]);
    expect((await ask(said)).calls[0]).toMatchObject({
      name: "memory_insert",
      arguments: { new_string: "the Q3 launch moved to May" },
    });
  });

  test("are explained before they are written", async () => {
    expect((await ask("MY NAME IS Ada")).thought).toContain("Name: Ada");
  });

  test("are not made of questions or other talk", async () => {
    for (const said of ["Do I like tea?", "call me later", "What is my name?"])
      expect((await ask(said, { tools: [tools.insert] })).calls).toEqual([]);
  });

  test("cannot be kept without a tool for it, which is said", async () => {
    expect((await ask("my name is Ada", { tools: [] })).text).toMatch(/no memory block|no tool/);
  });

  test("never come from the persona", async () => {
    expect((await ask("What is my name?", { tools: [] })).text).toBe("I don't have that in memory.");
  });
});

describe("searching", () => {
  test("follows when memory has nothing, and quotes what it finds", async () => {
    const attached = [tools.archivalSearch, tools.conversationSearch];
    expect((await ask("What did I say about the launch?", { tools: attached })).calls).toEqual([
      { name: "archival_memory_search", arguments: { query: "launch" } },
    ]);
    const found = [
      row("assistant", [], { tool_calls: [callOf("a", "archival_memory_search")] }),
      toolRow(returnOf("a", [{ content: "Launch is in May" }])),
    ];
    expect((await ask("search memory for launch", { after: found })).text).toBe(
      "I found: “Launch is in May”.",
    );
    const nothing = [found[0], toolRow(returnOf("a", { message: "No results found.", results: [] }))];
    expect((await ask("search memory for launch", { after: nothing })).text).toBe(
      "I found nothing about that in memory.",
    );
  });

  test("reads results in Python's notation too", async () => {
    const after = [
      row("assistant", [], { tool_calls: [callOf("a", "archival_memory_search")] }),
      toolRow(returnOf("a", "[{'id': 'p', 'content': 'It\\'s May', 'tags': []}]")),
    ];
    expect((await ask("search memory for May", { after })).text).toContain("It\\'s May");
  });

  test("looks where it is told to", async () => {
    const attached = [tools.archivalSearch, tools.conversationSearch];
    expect((await ask("search our conversations for cats", { tools: attached })).calls[0]).toMatchObject({
      name: "conversation_search",
      arguments: { query: "cats" },
    });
    expect((await ask("search the web for cats", { tools: attached })).text).toContain(
      "web_search is not attached",
    );
  });
});
