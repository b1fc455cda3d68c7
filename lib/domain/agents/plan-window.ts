import type { Agent } from "@/lib/generated/prisma/client";
import type { Message } from "@/lib/runtime/messages";
import type { Context } from "../context";
import { closedFile } from "./closed-file";
import { initialMessages } from "./initial-messages";
import { promptFolder, viewCharLimit } from "./load-prompt-sources";
import type { NewAgent } from "./new-agent";
import type { AgentPlan } from "./plan-agent";
import { systemContent, systemText } from "./system-text";

/** The first messages of a planned agent: the system message, which knows all the rest of the plan, and what follows. */
export function planWindow(ctx: Context, plan: AgentPlan, input: NewAgent): Message[] {
  const { agent, folders, files } = plan;
  const now = ctx.clock.now();
  const row = agent as unknown as Agent;
  const links = files.map((file) => ({
    ...closedFile(file, folders),
    is_open: false,
    visible_content: null,
  }));
  const text = systemText(
    {
      agent: row,
      blocks: plan.blocks,
      folders: folders.map((folder) => promptFolder(folder, links, viewCharLimit(row))),
      conversationId: null,
      recallCount: 0,
      archivalCount: 0,
    },
    now,
  );
  const system: Message = {
    id: ctx.ids.next("message"),
    role: "system",
    content: systemContent(text),
    created_at: now.toISOString(),
  };
  const opening = {
    agentType: agent.agent_type,
    timezone: agent.timezone,
    model: agent.llm_config.model,
    hasBaseTools: input.include_base_tools ?? true,
    sequence: input.initial_message_sequence ?? null,
  };
  return [system, ...initialMessages(ctx, opening)];
}
