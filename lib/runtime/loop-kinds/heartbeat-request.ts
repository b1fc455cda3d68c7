import { type Message, textOf } from "../messages";
import type { ModelRequest, ToolChoice, ToolSpec } from "../ports";
import { isTerminal } from "../tool-rules/turn-control";
import { withMessageFormat } from "../tools/message-format";
import { parseToolArguments } from "../tools/parse-arguments";
import type { Turn } from "../turn";

/** The request of an agent that has to call one tool and to say whether it wants to be woken again. */
export function shapeForHeartbeats(turn: Turn, request: ModelRequest): ModelRequest {
  const isThinking = turn.model.config.put_inner_thoughts_in_kwargs === true;
  return {
    ...request,
    messages: isThinking ? request.messages.map(withThoughtAsArgument) : request.messages,
    tools: request.tools.map((spec) =>
      withLoopArguments(withFormat(spec, request.responseFormat), {
        isThinking,
        isTerminal: isTerminal(turn.toolRules, spec.name),
      }),
    ),
    toolChoice: choiceOf(request),
    parallelToolCalls: false,
    // The answer is a call; what is to have the format is the message in it.
    responseFormat: null,
  };
}

const withFormat = (spec: ToolSpec, format: ModelRequest["responseFormat"]): ToolSpec =>
  spec.name === "send_message"
    ? { ...spec, parameters: withMessageFormat(spec.parameters, format ?? null) }
    : spec;

function choiceOf({ tools, toolChoice }: ModelRequest): ToolChoice {
  if (tools.length === 0 || typeof toolChoice === "object") return toolChoice;
  return tools.length === 1 ? { name: tools[0].name } : "required";
}

const thinking = {
  type: "string",
  description: "Your private thoughts about this call, in a few words. Nobody else reads them.",
};

const requestHeartbeat = {
  type: "boolean",
  description: "True to be woken again right after this call, to take another step. False to end the turn.",
};

/** The tool with the arguments that are for the loop: the thought first, since what follows should follow from it. */
export function withLoopArguments(
  spec: ToolSpec,
  { isThinking, isTerminal: isLast }: { isThinking: boolean; isTerminal: boolean },
): ToolSpec {
  const first = isThinking ? { thinking } : {};
  const last = isLast ? {} : { request_heartbeat: requestHeartbeat };
  const required = (spec.parameters.required ?? []) as string[];
  const parameters = {
    ...spec.parameters,
    properties: { ...first, ...(spec.parameters.properties as object | undefined), ...last },
    required: [...new Set([...Object.keys(first), ...required, ...Object.keys(last)])],
  };
  return { ...spec, parameters };
}

/** Thoughts are stored beside the call; models imitate their history, so they are shown where they belong. */
function withThoughtAsArgument(message: Message): Message {
  const thought = textOf(message.content);
  if (!isAnswer(message) || thought === "") return message;
  const [call, ...others] = message.tool_calls ?? [];
  const args = { thinking: thought, ...parseToolArguments(call.function.arguments) };
  const first = { ...call, function: { ...call.function, arguments: JSON.stringify(args) } };
  return {
    ...message,
    content: message.content.filter(({ type }) => type !== "text"),
    tool_calls: [first, ...others],
  };
}

const isAnswer = ({ role, tool_calls }: Message) =>
  (role === "assistant" || role === "approval") && (tool_calls?.length ?? 0) > 0;
