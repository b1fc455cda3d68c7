import { expect, test } from "vitest";
import { requestFacts } from "./request-facts";

test("a request is told with its project, its id in the caller's log and who pays for it", () => {
  const headers = new Headers({
    "X-Project-Id": "p",
    "x-api-request-log-id": "req-7",
    "X-Billing-Plan-Type": "pro",
    "X-Billing-Customer-Id": "c",
  });
  expect(requestFacts(headers)).toEqual({
    projectId: "p",
    requestId: "req-7",
    billing: { plan_type: "pro", cost_source: null, customer_id: "c" },
  });
  expect(requestFacts(new Headers())).toEqual({ projectId: null, requestId: null });
});
