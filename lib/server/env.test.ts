import { expect, test } from "vitest";
import { readEnv } from "./env";

test("without any variable the server is local, on loopback, with the embedded database", () => {
  expect(readEnv({})).toMatchObject({
    PORT: 8283,
    HOST: "127.0.0.1",
    AUTH: "local",
    DATABASE_URL: undefined,
    PROBE_LOCAL_MODELS: true,
  });
});

test("an empty variable counts as absent", () => {
  expect(readEnv({ PORT: "", AUTH: "", DATABASE_URL: "" })).toMatchObject({
    PORT: 8283,
    AUTH: "local",
    DATABASE_URL: undefined,
  });
});

test("all problems are named at once, by variable", () => {
  const read = () =>
    readEnv({ PORT: "http", DATABASE_URL: "mysql://x", LOG_LEVEL: "loud", ENCRYPTION_KEY: "short" });
  for (const name of ["PORT", "DATABASE_URL", "LOG_LEVEL", "ENCRYPTION_KEY"]) expect(read).toThrow(name);
});

// The mode without keys is safe only as long as nobody else can reach it.
test.each(["0.0.0.0", "192.168.1.5", "::", "example.com"])(
  "HOST=%s is refused without a key, and the message says what to do",
  (HOST) => {
    expect(() => readEnv({ HOST })).toThrow(/AUTH=required/);
    expect(readEnv({ HOST, AUTH: "required" }).HOST).toBe(HOST);
  },
);

test.each(["127.0.0.1", "localhost", "::1"])("HOST=%s needs no key", (HOST) => {
  expect(readEnv({ HOST }).AUTH).toBe("local");
});

test.each([
  ["true", "required"],
  ["1", "required"],
  ["false", "local"],
])("the older LETTA_SERVER_SECURE=%s means AUTH=%s", (LETTA_SERVER_SECURE, AUTH) => {
  expect(readEnv({ LETTA_SERVER_SECURE }).AUTH).toBe(AUTH);
});

test("AUTH decides where both are given", () => {
  expect(readEnv({ AUTH: "local", LETTA_SERVER_SECURE: "true" }).AUTH).toBe("local");
});

test("older names of variables still work; the newer one wins", () => {
  expect(readEnv({ LETTA_PG_URI: "postgresql+asyncpg://u:p@h/db" }).DATABASE_URL).toBe(
    "postgresql://u:p@h/db",
  );
  expect(readEnv({ LETTA_PG_URI: "postgresql://old", DATABASE_URL: "postgres://new" }).DATABASE_URL).toBe(
    "postgres://new",
  );
  expect(readEnv({ LETTA_ENCRYPTION_KEY: "a-key-of-old-times" }).ENCRYPTION_KEY).toBe("a-key-of-old-times");
});

test("lists are split at commas", () => {
  expect(readEnv({ ALLOWED_HOSTS: "a.test, b.test,," }).ALLOWED_HOSTS).toEqual(["a.test", "b.test"]);
});

test("callbacks may reach private networks by default only where nobody else can ask for them", () => {
  expect(readEnv({}).ALLOW_PRIVATE_CALLBACKS).toBe(true);
  expect(readEnv({ AUTH: "required" }).ALLOW_PRIVATE_CALLBACKS).toBe(false);
  expect(readEnv({ AUTH: "required", ALLOW_PRIVATE_CALLBACKS: "true" }).ALLOW_PRIVATE_CALLBACKS).toBe(true);
});

test("a password that anybody could guess is refused", () => {
  expect(() => readEnv({ AUTH: "required", LETTA_SERVER_PASSWORD: "1234" })).toThrow("LETTA_SERVER_PASSWORD");
});
