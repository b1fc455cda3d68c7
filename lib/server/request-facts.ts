import type { Context } from "@/lib/domain/context";

/** What the headers of a request say beside who asks. */
export function requestFacts(headers: Headers): Pick<Context, "projectId" | "requestId" | "billing"> {
  const [plan_type, cost_source, customer_id] = ["plan-type", "cost-source", "customer-id"].map((name) =>
    headers.get(`x-billing-${name}`),
  );
  return {
    projectId: headers.get("x-project-id"),
    requestId: headers.get("x-api-request-log-id"),
    ...((plan_type || cost_source || customer_id) && { billing: { plan_type, cost_source, customer_id } }),
  };
}
