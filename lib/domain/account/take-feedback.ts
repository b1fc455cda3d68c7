import type { SendFeedbackBody } from "@/lib/contract/metadata/schemas";
import type { Context } from "../context";

/** Hands what a user says about a client to whoever reads the server's log; transcripts that come with it are dropped. */
export function takeFeedback(ctx: Context, { message, feature, agent_id, version }: SendFeedbackBody) {
  ctx.log.info({ feedback: message, feature, agent_id, client_version: version }, "feedback of a user");
  return { success: true };
}
