import { type BuiltInTool, integer, parameters, string } from "./built-in-tool";

const label = string("Label of the memory block, e.g. 'human'.");

/** Precise edits of memory blocks. Chat agents have the first two, background editors all. */
export const sleeptimeTools: BuiltInTool[] = [
  {
    name: "memory_replace",
    tool_type: "letta_sleeptime_core",
    description: `Replaces text in a memory block. The text must occur exactly once, so give enough of what surrounds it. Line numbers are not part of a block: never include them.

Examples:
    memory_replace(label="human", old_string="Likes: tea", new_string="Likes: coffee")

    # Remove a line
    memory_replace(label="human", old_string="\\nLikes: tea", new_string="")`,
    parameters: parameters({
      label,
      old_string: string(
        "The text to replace, exactly as it stands in the block, spaces and line breaks included.",
      ),
      new_string: string("The text to put in its place; empty to remove it."),
    }),
    enable_parallel_execution: false,
  },
  {
    name: "memory_insert",
    tool_type: "letta_sleeptime_core",
    description: `Inserts text into a memory block, as new lines. Line numbers are not part of a block: never include them in the text.

Examples:
    # At the end
    memory_insert(label="human", new_string="Likes: coffee")

    # Before the first line
    memory_insert(label="human", new_string="Name: Ada", insert_line=0)`,
    parameters: parameters(
      {
        label,
        new_string: string("The text to insert."),
        insert_line: integer(
          "The line after which to insert: 0 is before the first line, -1 (default) is the end.",
        ),
      },
      ["label", "new_string"],
    ),
    enable_parallel_execution: false,
  },
  {
    name: "memory_rethink",
    tool_type: "letta_sleeptime_core",
    description: `Rewrites a whole memory block. Use it to reorganise or condense; for single changes use memory_replace or memory_insert. What the new text leaves out is gone.

Examples:
    memory_rethink(label="human", new_memory="Ada, mathematician in London.\\nPrefers short answers.")`,
    parameters: parameters({ label, new_memory: string("The complete new text of the block.") }),
    enable_parallel_execution: false,
  },
  {
    name: "memory_finish_edits",
    tool_type: "letta_sleeptime_core",
    description: "Ends your work on memory. Call it when every block is in order.",
    parameters: parameters({}),
    enable_parallel_execution: false,
  },
];
