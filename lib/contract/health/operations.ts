import { operation } from "../operation";
import { Health } from "./schemas";

export const checkHealth = operation({
  method: "GET",
  path: "/v1/health/",
  operationId: "check_health",
  summary: "Check health",
  response: Health,
});

export const checkReadiness = operation({
  method: "GET",
  path: "/v1/ready/",
  operationId: "check_readiness",
  summary: "Check readiness",
  response: Health,
});
