import type { Context } from "../../context";
import { readSecrets } from "../../mcp-servers/read-secrets";
import { sandboxEnvironment } from "../../sandboxes/sandbox-environment";

/**
 * What code of users finds in its environment; the later of two values of a name wins. Nothing of the server's own is in it.
 */
export async function toolEnvironment(
  ctx: Context,
  {
    agent,
    toolId,
    own = {},
  }: {
    agent: { id: string; project_id?: string | null } | null;
    toolId: string | null;
    own?: Record<string, string>;
  },
): Promise<Record<string, string>> {
  const projectId = agent?.project_id ?? ctx.projectId;
  const all = {
    ...(await sandboxEnvironment(ctx)),
    ...(projectId && { PROJECT_ID: projectId }),
    ...(agent && (await readSecrets(ctx, agent.id))),
    ...own,
    ...(agent && { LETTA_AGENT_ID: agent.id }),
    ...(projectId && { LETTA_PROJECT_ID: projectId }),
    ...(toolId && { LETTA_TOOL_ID: toolId }),
  };
  return Object.fromEntries(Object.entries(all).filter(([name, value]) => isPossible(name, value)));
}

/** No system can hold other variables. */
const isPossible = (name: string, value: string) => /^[^=\0]+$/.test(name) && !value.includes("\0");
