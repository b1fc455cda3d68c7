import { type BuiltInTool, integer, listOf, parameters, string, strings } from "./built-in-tool";

const chunk = {
  type: "object",
  description: "One stretch of the transcript that belongs together.",
  properties: {
    start_index: integer("Number of its first line."),
    end_index: integer("Number of its last line; the line belongs to it."),
    context: string("What it is about and why it may matter later, with names and absolute dates."),
  },
  required: ["start_index", "end_index", "context"],
};

/** Memory of agents that talk by voice, and of those that keep it for them. */
export const voiceTools: BuiltInTool[] = [
  {
    name: "store_memories",
    tool_type: "letta_voice_sleeptime_core",
    description: `Stores parts of the conversation that is about to leave the voice agent's view, so that they can be found again.

Examples:
    store_memories(chunks=[{"start_index": 0, "end_index": 4, "context": "On 2025-03-04 Ada told how she plans her move to York in June."}])`,
    parameters: parameters({ chunks: listOf(chunk, "The stretches to keep, in order and not overlapping.") }),
    enable_parallel_execution: false,
  },
  {
    name: "rethink_user_memory",
    tool_type: "letta_voice_sleeptime_core",
    description: "Rewrites the notes about the person as a whole. What the new text leaves out is gone.",
    parameters: parameters({
      new_memory: string(
        "The complete new notes: what still holds, what is new, and what has been corrected.",
      ),
    }),
    enable_parallel_execution: false,
  },
  {
    name: "finish_rethinking_memory",
    tool_type: "letta_voice_sleeptime_core",
    description: "Ends your work on memory. Call it when the notes about the person are in order.",
    parameters: parameters({}),
    enable_parallel_execution: false,
  },
  {
    name: "search_memory",
    tool_type: "letta_voice_sleeptime_core",
    description: `Looks into earlier conversations and stored memories when what you see is not enough to answer.

Examples:
    search_memory(convo_keyword_queries=["move to York", "new flat"])

    # What was said between an hour and half an hour ago
    search_memory(start_minutes_ago=60, end_minutes_ago=30)`,
    parameters: parameters(
      {
        convo_keyword_queries: strings("Words or phrases that the conversation in question would contain."),
        start_minutes_ago: integer("Only what was said from this many minutes ago on."),
        end_minutes_ago: integer("Only what was said up to this many minutes ago."),
      },
      [],
    ),
    enable_parallel_execution: false,
  },
];
