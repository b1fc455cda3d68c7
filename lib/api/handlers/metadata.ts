import type { metadata as contract } from "@/lib/contract/registry";
import { currentProject } from "@/lib/domain/account/current-project";
import { getAccount, getBalances } from "@/lib/domain/account/get-account";
import { takeFeedback } from "@/lib/domain/account/take-feedback";
import type { Handlers } from "../handlers";

export const metadata: Handlers<typeof contract> = {
  getStatus: async ({ ctx }) => ({ current_project_id: (await currentProject(ctx))?.id ?? null }),
  getUser: ({ ctx }) => getAccount(ctx),
  retrieveCurrentBalances: () => getBalances(),
  sendFeedback: ({ ctx, body }) => takeFeedback(ctx, body),
  // What clients count about their users is nobody's business here: it is neither kept nor passed on.
  sendTelemetry: () => ({ success: true }),
};
