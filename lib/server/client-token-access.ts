import type { Operation } from "@/lib/contract/operation";
import type { ClientTokenAccess, ClientTokenPolicy } from "@/lib/domain/client-tokens/client-token";

type Called = Pick<Operation, "method" | "path">;

const agentPath = "/v1/agents/{agent_id}";

/** A file of an agent holds its secrets and the code of its tools, which is more than any policy names. */
const never = [`${agentPath}/export`];

/** What looks like sending a message, and shows how the agent is made. */
const showsAgent = [`${agentPath}/messages/preview-raw-payload`];

/** Asks the agent's model for something without being a message. */
const actsByMessage = [`${agentPath}/generate`, `${agentPath}/summarize`];

/** What a policy must allow for an operation; null = no policy allows it. */
export function accessNeeded({ method, path }: Called): ClientTokenAccess | null {
  if (path !== agentPath && !path.startsWith(`${agentPath}/`)) return null;
  if (never.includes(path)) return null;
  if (showsAgent.includes(path)) return "read_agent";
  if (actsByMessage.includes(path)) return "write_messages";
  const isAboutMessages = path === `${agentPath}/messages` || path.startsWith(`${agentPath}/messages/`);
  if (isAboutMessages) return method === "GET" ? "read_messages" : "write_messages";
  return method === "GET" ? "read_agent" : "write_agent";
}

/** Whether a policy lets its holder call this operation at this address. */
export function isAllowed({ data }: ClientTokenPolicy, operation: Called, pathname: string): boolean {
  const needed = accessNeeded(operation);
  const agentId = /^\/(?:v1|latest)\/agents\/([^/]+)/.exec(pathname)?.[1];
  if (!needed || !agentId) return false;
  return data.some(({ id, access }) => id === agentId && access.includes(needed));
}
