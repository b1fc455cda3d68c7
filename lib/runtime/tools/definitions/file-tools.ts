import { type BuiltInTool, boolean, integer, listOf, parameters, string } from "./built-in-tool";

const fileRequest = {
  type: "object",
  description: "One file to open.",
  properties: {
    file_name: string("Name of the file as the directories section shows it, e.g. 'handbook/intro.md'."),
    offset: integer("Number of lines to skip before the view starts; 0 (default) starts at the first line."),
    length: integer("Number of lines to view from there. Default: to the end of the file."),
  },
  required: ["file_name"],
};

/** Reading and searching attached files. They are attached with an agent's first folder. */
export const fileTools: BuiltInTool[] = [
  {
    name: "open_files",
    tool_type: "letta_files_core",
    description: `Opens files, or parts of them, so that you see their content in the directories section. Only so many files can be open at once; those you used least recently close by themselves.

Examples:
    # Open one file from the start
    open_files(file_requests=[{"file_name": "handbook/intro.md"}])

    # View 50 lines of a long file, from line 101 on
    open_files(file_requests=[{"file_name": "handbook/rules.md", "offset": 100, "length": 50}])

    # Two files, and nothing else
    open_files(file_requests=[{"file_name": "src/main.py"}, {"file_name": "src/util.py"}], close_all_others=True)`,
    parameters: parameters(
      {
        file_requests: listOf(fileRequest, "The files to open, each with the part to view."),
        close_all_others: boolean("Whether to close every other open file. Default: false."),
      },
      ["file_requests"],
    ),
    enable_parallel_execution: false,
  },
  {
    name: "grep_files",
    tool_type: "letta_files_core",
    description: `Searches attached files for a regular expression and returns the lines that match, 20 per page.

Examples:
    # Every mention of a word
    grep_files(pattern="refund")

    # Function definitions in Python files, with three lines around each
    grep_files(pattern="def \\\\w+\\\\(", include="*.py", context_lines=3)

    # The next page of results
    grep_files(pattern="refund", offset=20)`,
    parameters: parameters(
      {
        pattern: string(
          "Regular expression to look for in each line, ignoring case. At most 1000 characters.",
        ),
        include: string("Only files whose name fits this pattern, e.g. '*.md'."),
        context_lines: integer("How many lines to show before and after each match. Default: 1."),
        offset: integer("How many matches to skip, to see the next page. Default: 0."),
      },
      ["pattern"],
    ),
    enable_parallel_execution: true,
  },
  {
    name: "semantic_search_files",
    tool_type: "letta_files_core",
    description: `Searches attached files by meaning. Use it when you do not know the exact words; use grep_files when you do.

Examples:
    semantic_search_files(query="how customers get their money back")

    # More results
    semantic_search_files(query="security of the login", limit=10)`,
    parameters: parameters(
      {
        query: string("What to look for, in plain words."),
        limit: integer("How many passages to return at most, up to 50. Default: 5."),
      },
      ["query"],
    ),
    enable_parallel_execution: true,
  },
];
