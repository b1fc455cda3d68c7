import { type BuiltInTool, parameters, string, strings } from "./built-in-tool";

const message = string("The message. Say all the other agent must know: it does not see your conversation.");
const otherAgentId = string("Id of the other agent, 'agent-' and a UUID.");

/** Talking to other agents. */
export const multiAgentTools: BuiltInTool[] = [
  {
    name: "send_message_to_agent_and_wait_for_reply",
    tool_type: "letta_multi_agent_core",
    description: `Sends a message to another agent, waits until it has answered and returns its answer.

Examples:
    send_message_to_agent_and_wait_for_reply(message="Which invoices are overdue?", other_agent_id="agent-123e4567-e89b-42d3-8456-426614174000")`,
    parameters: parameters({ message, other_agent_id: otherAgentId }),
    enable_parallel_execution: false,
  },
  {
    name: "send_message_to_agents_matching_tags",
    tool_type: "letta_multi_agent_core",
    description: `Sends a message to all agents with certain tags, waits for their answers and returns all of them.

Examples:
    send_message_to_agents_matching_tags(message="What is your status?", match_all=["project-x"], match_some=["research", "writing"])`,
    parameters: parameters({
      message,
      match_all: strings("An agent must have all of these tags. Empty: any agent."),
      match_some: strings("An agent must have at least one of these tags. Empty: no such condition."),
    }),
    enable_parallel_execution: false,
  },
  {
    name: "send_message_to_agent_async",
    tool_type: "letta_multi_agent_core",
    description: `Sends a message to another agent without waiting for an answer. The other agent may write to you later.

Examples:
    send_message_to_agent_async(message="FYI: the meeting moved to Friday.", other_agent_id="agent-123e4567-e89b-42d3-8456-426614174000")`,
    parameters: parameters({ message, other_agent_id: otherAgentId }),
    enable_parallel_execution: false,
  },
];
