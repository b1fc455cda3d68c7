import { createCipheriv, createDecipheriv, createHash, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  mkdirSync,
  openSync,
  readFileSync,
  renameSync,
  writeSync,
} from "node:fs";
import { join } from "node:path";
import type { SecretBox } from "@/lib/domain/context";

const IV_BYTES = 12;
const TAG_BYTES = 16;

/**
 * AES-256-GCM with a random nonce; the place of the value is authenticated with it, so that a ciphertext copied to
 * another row does not open. Form: `v1.<key id>.<base64url of nonce, tag and ciphertext>`.
 */
export function createSecretBox(secret: string): SecretBox {
  const key = createHash("sha256").update(secret).digest();
  const keyId = createHash("sha256").update(key).digest("hex").slice(0, 8);
  return {
    seal(plaintext, place) {
      const iv = randomBytes(IV_BYTES);
      const cipher = createCipheriv("aes-256-gcm", key, iv).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(plaintext, "utf8"), cipher.final()]);
      return `v1.${keyId}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString("base64url")}`;
    },
    open(ciphertext, place) {
      const [version, id, data] = ciphertext.split(".");
      if (version !== "v1" || !data) throw new Error("The stored secret has an unknown form");
      if (id !== keyId)
        throw new Error("The stored secret was encrypted with another key; start with that ENCRYPTION_KEY");
      const bytes = Buffer.from(data, "base64url");
      const decipher = createDecipheriv("aes-256-gcm", key, bytes.subarray(0, IV_BYTES)).setAAD(
        Buffer.from(place),
      );
      decipher.setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES));
      return Buffer.concat([
        decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)),
        decipher.final(),
      ]).toString("utf8");
    },
  };
}

/** The installation's key: made on first use, readable by its owner only, written whole or not at all. */
export function keyFromFile(dataDir: string): string {
  const file = join(dataDir, "encryption.key");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
  const key = randomBytes(32).toString("base64url");
  const aside = `${file}.${process.pid}`;
  const handle = openSync(aside, "wx", 0o600);
  writeSync(handle, key);
  fsyncSync(handle);
  closeSync(handle);
  renameSync(aside, file);
  return key;
}
