import type { ModelRequest, ToolSpec } from "@/lib/runtime/ports";
import type { DemoCall, Reply } from "./reply";

/** Where a tool must be called, text goes through `send_message`, and a named tool is called whatever the rules want. */
export function obeyToolChoice(reply: Reply, { tools, toolChoice }: ModelRequest): Reply {
  if (reply.error) return reply;
  if (toolChoice === "none" || tools.length === 0) return withoutCalls(reply);
  const named =
    typeof toolChoice === "object" ? tools.find(({ name }) => name === toolChoice.name) : undefined;
  if (named && !reply.calls?.some(({ name }) => name === named.name)) return forced(reply, named);
  if (toolChoice !== "auto" && !reply.calls?.length) return forced(reply, mostFitting(tools));
  return { ...reply, calls: reply.calls?.map((call) => completed(call, tools)) };
}

/** Says it where it can; who speaks to nobody ends what it does. */
const mostFitting = (tools: ToolSpec[]): ToolSpec =>
  tools.find(({ name }) => name === "send_message") ??
  tools.find(({ name }) => name === "memory_finish_edits" || name === "finish_rethinking_memory") ??
  tools[0];

const withoutCalls = (reply: Reply): Reply =>
  reply.calls?.length ? { thought: reply.thought, text: reply.text ?? "I may not call a tool now." } : reply;

function forced(reply: Reply, tool: ToolSpec): Reply {
  const args =
    tool.name === "send_message" ? { message: reply.text ?? "I may only send a message now." } : {};
  return {
    thought: reply.thought ?? "I have to answer with a tool.",
    calls: [completed({ name: tool.name, arguments: args }, [tool])],
  };
}

/** Fills required arguments that the rules do not know, such as the older loop's own ones. */
function completed(call: DemoCall, tools: ToolSpec[]): DemoCall {
  const parameters = tools.find(({ name }) => name === call.name)?.parameters;
  if (typeof call.arguments === "string" || !parameters) return call;
  const properties = (parameters.properties ?? {}) as Record<string, { type?: unknown; enum?: unknown[] }>;
  const args = { ...call.arguments };
  for (const name of (parameters.required ?? []) as string[])
    if (!(name in args)) args[name] = filler(name, properties[name] ?? {}, call.name);
  return { ...call, arguments: args };
}

function filler(
  name: string,
  { type, enum: values }: { type?: unknown; enum?: unknown[] },
  tool: string,
): unknown {
  // Whoever asked a tool something wants to go on with its answer.
  if (name === "request_heartbeat") return tool !== "send_message";
  if (name === "thinking") return "A rule of the demo model applies.";
  if (values?.length) return values[0];
  switch (type) {
    case "integer":
    case "number":
      return 1;
    case "boolean":
      return false;
    case "array":
      return [];
    case "object":
      return {};
    default:
      return "demo";
  }
}
