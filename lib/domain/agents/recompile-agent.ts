import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { assertAgentExists } from "./agent-row";
import { compileStored, recompileSystemMessages } from "./system-message";

interface Options {
  update_timestamp: boolean;
  dry_run: boolean;
}

/**
 * Compiles the agent's system message again and gives its new text; a dry run stores nothing.
 * @throws AppError `not_found`; `invalid_argument` for an agent without messages
 */
export async function recompileAgent(
  ctx: Context,
  id: string,
  { update_timestamp, dry_run }: Options,
): Promise<string> {
  await assertAgentExists(ctx, id);
  const [compiled] = dry_run
    ? (await compileStored(ctx, [id], update_timestamp)).compiled
    : await recompileSystemMessages(ctx, [id], { updateTimestamp: update_timestamp });
  if (!compiled)
    throw new AppError(
      "invalid_argument",
      "The agent has no system message; reset its messages to give it one",
    );
  return compiled.text;
}
