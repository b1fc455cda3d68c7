import { describe, expect, test } from "vitest";
import { createBrowserGuard } from "./browser-guard";

const guard = createBrowserGuard({
  mode: "local",
  allowedHosts: ["mneme.home:80"],
  corsOrigins: ["https://app.example"],
});
const refusal = (headers: Record<string, string>, method = "POST") =>
  guard.refusal({ method, headers: { host: "localhost:8283", ...headers } });

describe("where no key is asked for", () => {
  test.each([
    "localhost",
    "localhost:8283",
    "127.0.0.1:8283",
    "127.1.2.3",
    "[::1]:8283",
    "letta.localhost:8283",
    "MNEME.home:9000",
  ])("a request for the host %s may go on", (host) => expect(refusal({ host })).toBeNull());

  // DNS rebinding: a page's own name is made to point at this machine.
  test.each([
    "evil.test",
    "evil.test:8283",
    "localhost.evil.test",
    "127.0.0.1.evil.test",
    "",
    "notlocalhost",
  ])("a request for the host %j is refused", (host) => expect(refusal({ host })).toContain("host"));

  test.each([
    "http://localhost:8283",
    "http://localhost:3000",
    "http://letta.localhost",
    "https://app.example",
  ])("a page of %s may use it", (origin) => expect(refusal({ origin })).toBeNull());

  test.each([
    "https://evil.test",
    "null",
    "http://localhost:9999",
    "http://localhost.evil.test:8283",
    "https://app.example.evil.test",
  ])("a page of %s may not, and is told how it could", (origin) =>
    expect(refusal({ origin })).toContain("CORS_ORIGINS"),
  );

  test("a form of another site is refused even without an origin", () => {
    expect(refusal({ "sec-fetch-site": "cross-site" })).not.toBeNull();
    expect(refusal({ "sec-fetch-site": "cross-site" }, "GET")).toBeNull();
    expect(refusal({ "sec-fetch-site": "same-origin" })).toBeNull();
  });

  test("a client that is no browser sends none of these headers and may go on", () => {
    expect(refusal({})).toBeNull();
  });
});

test("where a key is required the key is the protection", () => {
  const open = createBrowserGuard({ mode: "required", allowedHosts: [], corsOrigins: [] });
  expect(
    open.refusal({ method: "POST", headers: { host: "evil.test", origin: "https://evil.test" } }),
  ).toBeNull();
});

test("only allowed origins may read answers, and caches keep them apart", () => {
  expect(guard.corsHeaders("https://app.example", "localhost:8283")).toMatchObject({
    "access-control-allow-origin": "https://app.example",
    vary: "origin",
  });
  expect(guard.corsHeaders("https://evil.test", "localhost:8283")).toEqual({});
  expect(guard.corsHeaders(undefined, "localhost:8283")).toEqual({});
});

test("a preflight allows the headers it asks for", () => {
  expect(guard.preflightHeaders("x-project-id, authorization")["access-control-allow-headers"]).toBe(
    "x-project-id, authorization",
  );
  expect(guard.preflightHeaders(undefined)["access-control-allow-headers"]).toContain("authorization");
});
