import type { telemetry as contract } from "@/lib/contract/registry";
import { stepTrace } from "@/lib/domain/steps/step-trace";
import type { Handlers } from "../handlers";

export const telemetry: Handlers<typeof contract> = {
  retrieveProviderTrace: ({ ctx, params }) => stepTrace(ctx, params.step_id),
};
