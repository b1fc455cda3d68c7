import { z } from "zod";
import { operation } from "../operation";
import { ProviderTrace } from "./schemas";

export const retrieveProviderTrace = operation({
  method: "GET",
  path: "/v1/telemetry/{step_id}",
  operationId: "retrieve_provider_trace",
  summary: "Retrieve provider trace",
  deprecated: true,
  params: z.object({ step_id: z.string() }),
  response: ProviderTrace.nullable(),
});
