import { mkdtempSync, readFileSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { createSecretBox, keyFromFile } from "./secret-box";

const place = "agent_secrets.value_enc:secret-1";
const box = createSecretBox("a key of the installation");

test.each(["", "sk-123", "ünïcödé 🙂", "x".repeat(100_000)])("what is sealed opens again (%#)", (secret) => {
  expect(box.open(box.seal(secret, place), place)).toBe(secret);
});

test("the same secret never looks the same twice, and nothing of it shows", () => {
  const [one, two] = [box.seal("sk-123", place), box.seal("sk-123", place)];
  expect(one).not.toBe(two);
  expect(one).not.toContain("sk-123");
  expect(one).toMatch(/^v1\.[0-9a-f]{8}\.[\w-]+$/);
});

// A row that is copied over another one must not hand its secret to the other's owner.
test("a ciphertext opens only in its own place", () => {
  expect(() => box.open(box.seal("sk-123", place), "agent_secrets.value_enc:secret-2")).toThrow();
});

test("a ciphertext that was changed does not open", () => {
  const sealed = box.seal("sk-123", place);
  const last = sealed.at(-2) === "A" ? "B" : "A";
  expect(() => box.open(`${sealed.slice(0, -2)}${last}${sealed.at(-1)}`, place)).toThrow();
});

test("another key does not open it, and the message says why", () => {
  const sealed = box.seal("sk-123", place);
  expect(() => createSecretBox("another key").open(sealed, place)).toThrow(/another key.*ENCRYPTION_KEY/);
});

test.each(["", "plain text", "v2.00000000.AAAA", "v1.00000000"])("%j is no ciphertext of ours", (text) => {
  expect(() => box.open(text, place)).toThrow();
});

test("the key file is made once, for its owner only, and found again", () => {
  const folder = mkdtempSync(join(tmpdir(), "mneme-key-"));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const key = keyFromFile(join(folder, "new"));
  expect(key.length).toBeGreaterThanOrEqual(32);
  expect(keyFromFile(join(folder, "new"))).toBe(key);
  const file = join(folder, "new/encryption.key");
  expect(readFileSync(file, "utf8")).toBe(key);
  expect(statSync(file).mode & 0o777).toBe(0o600);
});
