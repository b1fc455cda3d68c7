import { type BuiltInTool, integer, oneOf, parameters, string } from "./built-in-tool";

const label = string("Label of the memory block, e.g. 'human'.");

/** Editing blocks, the tools of chat agents with a companion's memory. */
export const memoryTools: BuiltInTool[] = [
  {
    name: "core_memory_append",
    tool_type: "letta_memory_core",
    description: `Adds a line to the end of a memory block.

Examples:
    core_memory_append(label="human", content="Works as a nurse in Leeds.")`,
    parameters: parameters({ label, content: string("The text to add.") }),
    enable_parallel_execution: false,
  },
  {
    name: "core_memory_replace",
    tool_type: "letta_memory_core",
    description: `Replaces text in a memory block, everywhere it occurs. An empty new_content removes it.

Examples:
    core_memory_replace(label="human", old_content="Lives in Leeds.", new_content="Lives in York.")`,
    parameters: parameters({
      label,
      old_content: string("The text to replace, exactly as it stands in the block."),
      new_content: string("The text to put in its place; empty to remove it."),
    }),
    enable_parallel_execution: false,
  },
  {
    name: "memory",
    tool_type: "letta_memory_core",
    description: `Manages your memory blocks as files below /memories. The command decides which arguments are needed.

Examples:
    # A new block
    memory(command="create", path="/memories/projects", description="What we are working on", file_text="Garden: plan the beds.")

    # Change text that occurs exactly once
    memory(command="str_replace", path="/memories/projects", old_string="plan the beds", new_string="beds planned, order seeds")

    # Add a line before the first one
    memory(command="insert", path="/memories/projects", insert_line=0, insert_text="Updated in March 2025")

    # Rename a block, or change what it is for
    memory(command="rename", old_path="/memories/projects", new_path="/memories/plans")
    memory(command="rename", path="/memories/plans", description="Plans for the year")

    # Remove a block
    memory(command="delete", path="/memories/plans")`,
    parameters: parameters(
      {
        command: oneOf(["create", "str_replace", "insert", "delete", "rename"], "What to do."),
        path: string("The block, as '/memories/<label>'. For every command, except a rename to a new path."),
        file_text: string("create: the block's text. Default: empty."),
        description: string("create: what the block is for. rename: its new description."),
        old_string: string("str_replace: the text to replace; it must occur exactly once."),
        new_string: string("str_replace: the text to put in its place."),
        insert_line: integer(
          "insert: the line after which to insert; 0 is before the first. Default: at the end.",
        ),
        insert_text: string("insert: the text to insert."),
        old_path: string("rename: the block's path now."),
        new_path: string("rename: its path afterwards."),
      },
      ["command"],
    ),
    enable_parallel_execution: false,
  },
  {
    name: "memory_apply_patch",
    tool_type: "letta_memory_core",
    description: `Changes memory with a patch: lines that start with '-' are removed, with '+' added, with a space are context. Give enough context for each change to fit exactly one place. Do not include line numbers.

Examples:
    # Change one line of a block
    memory_apply_patch(label="human", patch="@@\\n Name: Ada\\n-Likes: tea\\n+Likes: coffee")

    # Several blocks in one patch
    memory_apply_patch(label="human", patch="*** Add Block: projects\\nDescription: What we are working on\\n+Garden: plan the beds\\n*** Update Block: human\\n-Likes: tea\\n+Likes: coffee\\n*** Delete Block: scratch")

    # Rename a block
    memory_apply_patch(label="projects", patch="*** Move to: plans")`,
    parameters: parameters({
      label: string("Label of the block that the patch is for. Headers in the patch name other blocks."),
      patch: string(
        "The patch. Optional headers: '*** Add Block: LABEL', '*** Update Block: LABEL', '*** Delete Block: LABEL', '*** Move to: LABEL'.",
      ),
    }),
    enable_parallel_execution: false,
  },
];
