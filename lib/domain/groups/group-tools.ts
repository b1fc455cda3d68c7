import type { ToolOutcome, ToolRunner } from "@/lib/runtime/ports";
import type { ToolRule } from "@/lib/runtime/tool-rules/rules";
import { ToolError, toolErrorLine } from "@/lib/runtime/tools/tool-error";
import type { Context } from "../context";
import type { GroupTurn } from "../runs/run-input";
import { askAgents } from "../tools/ask-agents";
import { findGroup } from "./group";
import { CHOOSE, memberNamed } from "./next-group-run";
import { loadSpeakers, membersOf, type Speaker } from "./speakers";

const BROADCAST = "send_message_to_all_agents_in_group";
const RETURN_LIMIT_CHARS = 50_000;

export interface GroupTools {
  tools: ToolRunner;
  rules: ToolRule[];
}

type GroupTool = ToolRunner["tools"][number] & {
  execute(args: Record<string, unknown>, options: { signal: AbortSignal; callKey: string }): Promise<string>;
};

/**
 * The agent's tools and, in a turn in which it leads a group, the one it leads with. Nobody attaches that tool: it
 * comes with the turn.
 */
export async function withGroupTools(
  ctx: Context,
  agent: { id: string; timezone: string },
  tools: ToolRunner,
  turn: GroupTurn | undefined,
): Promise<GroupTools> {
  if (!turn || turn.part === "speak") return { tools, rules: [] };
  const group = await findGroup(ctx, turn.group_id);
  const members = membersOf(group, await loadSpeakers(ctx, group));
  const isChoice = turn.part === "choose";
  const own = isChoice ? choiceTool(members) : broadcastTool(ctx, agent, group.id, members);
  return {
    tools: {
      tools: [...tools.tools.filter(({ spec }) => spec.name !== own.spec.name), own],
      run: (call, options) =>
        call.name === own.spec.name
          ? outcome(own, call.arguments, { signal: options.signal, callKey: `${options.stepId}/${call.id}` })
          : tools.run(call, options),
    },
    rules: isChoice ? [{ type: "exit_loop", tool_name: CHOOSE }] : [],
  };
}

async function outcome(
  tool: GroupTool,
  args: Record<string, unknown>,
  options: { signal: AbortSignal; callKey: string },
): Promise<ToolOutcome> {
  try {
    return { status: "success", value: await tool.execute(args, options), stdout: [], stderr: [] };
  } catch (error) {
    if (!(error instanceof ToolError)) throw error;
    return {
      status: "error",
      value: error.message,
      stdout: [],
      stderr: [toolErrorLine(tool.spec.name, error)],
    };
  }
}

function choiceTool(members: Speaker[]): GroupTool {
  const names = members.map(({ name }) => name);
  return tool(
    CHOOSE,
    "Decides who speaks next in the group.",
    { name: { type: "string", enum: [...new Set(names)], description: "Name of the member." } },
    async ({ name }) => {
      const found = memberNamed(members, String(name));
      if (!found) throw new ToolError(`There is no member '${name}'. The members are: ${names.join(", ")}.`);
      return `${found.name} speaks next.`;
    },
  );
}

function broadcastTool(
  ctx: Context,
  agent: { id: string; timezone: string },
  groupId: string,
  members: Speaker[],
): GroupTool {
  const others = members.map(({ id }) => id).filter((id) => id !== agent.id);
  return tool(
    BROADCAST,
    "Sends a message to all agents of the group, waits for their answers and returns all of them.",
    { message: { type: "string", description: "The message. Say all they must know." } },
    async ({ message }, options) => {
      if (typeof message !== "string" || !message.trim()) throw new ToolError("The message is empty.");
      return askAgents({ ctx, agent, ...options }, others, { message, groupId });
    },
  );
}

const tool = (
  name: string,
  description: string,
  properties: Record<string, Record<string, unknown>>,
  execute: GroupTool["execute"],
): GroupTool => ({
  // It has no row; the loop takes tools without an id for the caller's.
  id: name,
  spec: { name, description, parameters: { type: "object", properties, required: Object.keys(properties) } },
  canRunInParallel: false,
  isIdempotent: true,
  returnCharLimit: RETURN_LIMIT_CHARS,
  execute,
});
