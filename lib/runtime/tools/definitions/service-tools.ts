import { type BuiltInTool, boolean, integer, oneOf, parameters, string, strings } from "./built-in-tool";

/** Running code and reaching the web. */
export const serviceTools: BuiltInTool[] = [
  {
    name: "run_code",
    tool_type: "letta_builtin",
    description: `Runs code in a sandbox and returns its results and what it printed. Use it to calculate, to transform data and to check your reasoning. Nothing remains between calls. The value of a Python program's last expression is a result, and your Python tools can be called in it; JavaScript and TypeScript print what they find.

Examples:
    run_code(code="print(sum(range(101)))", language="python")`,
    parameters: parameters({
      code: string("The complete program."),
      language: oneOf(["python", "js", "ts", "r", "java"], "The language it is written in."),
    }),
    enable_parallel_execution: true,
  },
  {
    name: "run_code_with_tools",
    tool_type: "letta_builtin",
    description: `Runs Python code in which your other tools can be called as functions. Use it to call tools in loops or to combine their results. A tool that fails raises an exception. Tools that need approval have to be called by themselves.

Examples:
    run_code_with_tools(code="for city in ['Leeds', 'York']:\\n    print(web_search(query=f'population of {city}'))")`,
    parameters: parameters({ code: string("The complete Python program.") }),
    enable_parallel_execution: false,
  },
  {
    name: "web_search",
    tool_type: "letta_builtin",
    description: `Searches the web and returns titles, addresses and, if asked, text of the pages found.

Examples:
    web_search(query="population of Leeds 2024")

    # Recent papers, with their text
    web_search(query="sleep and reaction time", category="research paper", include_text=True, start_published_date="2024-01-01")`,
    parameters: parameters(
      {
        query: string("What to search for."),
        num_results: integer("How many results, 1 to 100. Default: 10."),
        category: oneOf(
          [
            "company",
            "research paper",
            "news",
            "pdf",
            "github",
            "tweet",
            "personal site",
            "linkedin profile",
            "financial report",
          ],
          "Only results of this kind.",
        ),
        include_text: boolean("Whether to return the pages' text as well. Default: false."),
        include_domains: strings("Only pages of these domains, e.g. ['arxiv.org']."),
        exclude_domains: strings("No pages of these domains."),
        start_published_date: string("Only pages published from this date on (ISO 8601)."),
        end_published_date: string("Only pages published up to this date (ISO 8601)."),
        user_location: string("Two-letter country code to search from, e.g. 'GB'."),
      },
      ["query"],
    ),
    enable_parallel_execution: true,
  },
  {
    name: "fetch_webpage",
    tool_type: "letta_builtin",
    description: `Fetches a web page and returns its main text.

Examples:
    fetch_webpage(url="https://example.com/article")`,
    parameters: parameters({ url: string("Address of the page, http or https.") }),
    enable_parallel_execution: true,
  },
];
