import { type BuiltInTool, integer, listOf, oneOf, parameters, string, strings } from "./built-in-tool";

/** Speaking, and reaching the memory that is out of sight. */
export const coreTools: BuiltInTool[] = [
  {
    name: "send_message",
    tool_type: "letta_core",
    description:
      "Sends a message to the user. It is the only way to be heard: other text of yours is not shown.",
    parameters: parameters({ message: string("What to say to the user.") }),
    enable_parallel_execution: false,
  },
  {
    name: "conversation_search",
    tool_type: "letta_core",
    description: `Searches your earlier messages, including those that have left your context. Use it before you say that you do not remember.

Examples:
    # What was said about the trip
    conversation_search(query="trip to Lisbon")

    # What the user said in the first week of March
    conversation_search(roles=["user"], start_date="2025-03-01", end_date="2025-03-08", limit=20)`,
    parameters: parameters(
      {
        query: string("Words to look for. Leave it out to list messages by date or role alone."),
        roles: listOf(
          { type: "string", enum: ["assistant", "user", "tool"] },
          "Only messages of these roles.",
        ),
        limit: integer("How many messages to return at most. Default: 5."),
        start_date: string(
          "Only messages from this time on: an ISO 8601 date or datetime such as '2025-03-01' or '2025-03-01T14:30'. Without an offset it is in your timezone.",
        ),
        end_date: string("Only messages up to this time, written like start_date."),
      },
      [],
    ),
    enable_parallel_execution: true,
  },
  {
    name: "archival_memory_insert",
    tool_type: "letta_core",
    description: `Stores a piece of text in archival memory, for as long as you exist. Write it so that it makes sense by itself, with names and absolute dates.

Examples:
    archival_memory_insert(content="Decision of 2025-03-04: the project moves to Postgres, because backups are easier.", tags=["project", "decisions"])`,
    parameters: parameters(
      {
        content: string("The text to store."),
        tags: strings("Short labels to find it by later, e.g. ['project', 'decisions']."),
      },
      ["content"],
    ),
    enable_parallel_execution: false,
  },
  {
    name: "archival_memory_search",
    tool_type: "letta_core",
    description: `Searches archival memory by meaning and returns the closest entries.

Examples:
    archival_memory_search(query="why did we choose our database")

    # Only entries with both tags, from 2025 on
    archival_memory_search(query="backups", tags=["project", "decisions"], tag_match_mode="all", start_datetime="2025-01-01")`,
    parameters: parameters(
      {
        query: string("What to look for, in plain words."),
        tags: strings("Only entries with these tags."),
        tag_match_mode: oneOf(
          ["any", "all"],
          "Whether an entry needs 'any' of the tags (default) or 'all' of them.",
        ),
        top_k: integer("How many entries to return at most. Default: 5."),
        start_datetime: string(
          "Only entries stored from this time on: an ISO 8601 date or datetime. Without an offset it is in your timezone.",
        ),
        end_datetime: string("Only entries stored up to this time, written like start_datetime."),
      },
      ["query"],
    ),
    enable_parallel_execution: true,
  },
];
