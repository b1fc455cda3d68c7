import { ModelError } from "@/lib/runtime/model-error";
import { anthropic as claudeDialect } from "../dialects/anthropic";
import { google as geminiDialect } from "../dialects/google";
import { type Connection, type ListTools, type Provider, providerFrom } from "./provider";

const EXPRESS_URL = "https://aiplatform.googleapis.com/v1/publishers/google";

/** Vertex lists no models to its callers; these are offered, others can be named in an `llm_config`. */
const geminis = [
  "gemini-3.8-flash",
  "gemini-3.5-flash",
  "gemini-3.5-flash-lite",
  "gemini-3.1-pro-preview",
  "gemini-2.5-pro",
  "gemini-2.5-flash",
  "gemini-2.5-flash-lite",
];
const claudes = [
  "claude-opus-5-5",
  "claude-sonnet-5-5",
  "claude-haiku-5-5",
  "claude-opus-4-6",
  "claude-sonnet-4-6",
  "claude-sonnet-4-5@20250929",
];

/**
 * Google's models, and Anthropic's, in a project of Google Cloud. Without a key the server's own credentials are used
 * (`GOOGLE_APPLICATION_CREDENTIALS` or the machine's); a registered provider brings the JSON of a service account, or
 * an API key, which has no project and so no Claude.
 */
export function vertex(connection: Connection): Provider {
  const access = accessOf(connection);
  const shared = { location: access.location, project: access.project };
  return providerFrom(connection, {
    type: "google_vertex",
    endpointType: "google_vertex",
    baseUrl: access.baseUrl,
    async open({ model }, fetch) {
      assertUsable(access);
      if (/^claude/.test(model)) {
        const { createGoogleVertexAnthropic } = await import("@ai-sdk/google-vertex/anthropic");
        const client = createGoogleVertexAnthropic({ ...shared, ...access.auth, fetch });
        return { model: client(model), dialect: claudeDialect };
      }
      const { createGoogleVertex } = await import("@ai-sdk/google-vertex");
      const client = createGoogleVertex({ ...shared, ...access.auth, apiKey: access.apiKey, fetch });
      return { model: client(model), dialect: geminiDialect };
    },
    async list(tools) {
      assertUsable(access);
      await countOne(tools, await headersOf(access));
      const names = access.apiKey ? geminis : [...geminis, ...claudes];
      return { models: names.map((name) => tools.model(name, { supportsTools: true })), embeddings: [] };
    },
  });
}

interface Access {
  /** An API key of express mode; empty = none. */
  apiKey: string;
  project: string;
  location: string;
  auth: {
    googleAuthOptions?: { projectId: string; credentials?: { client_email: string; private_key: string } };
  };
  baseUrl: string;
  /** The key is none: no service account's file, or nothing at all from somebody who must bring one. */
  isBroken: boolean;
}

function accessOf({ apiKey, project, region, category }: Connection): Access {
  const isFile = apiKey?.trim().startsWith("{") ?? false;
  const location = region || "global";
  if (apiKey && !isFile)
    return { apiKey, project: "", location, auth: {}, baseUrl: EXPRESS_URL, isBroken: false };
  const account = isFile ? serviceAccount(apiKey ?? "") : null;
  const projectId = account?.project_id ?? project ?? "";
  // Only these two: the file also names addresses, and a caller's file must not choose where the server connects to.
  const credentials = account && { client_email: account.client_email, private_key: account.private_key };
  const host = location === "global" ? "aiplatform.googleapis.com" : `${location}-aiplatform.googleapis.com`;
  return {
    apiKey: "",
    project: projectId,
    location,
    auth: { googleAuthOptions: { projectId, ...(credentials && { credentials }) } },
    baseUrl: `https://${host}/v1beta1/projects/${projectId}/locations/${location}/publishers/google`,
    isBroken: category === "byok" ? !account : isFile && !account,
  };
}

type ServiceAccount = Record<"project_id" | "client_email" | "private_key", string>;

function serviceAccount(text: string): ServiceAccount | null {
  try {
    const { project_id, client_email, private_key } = JSON.parse(text);
    const isWhole = [project_id, client_email, private_key].every((value) => typeof value === "string");
    return isWhole ? { project_id, client_email, private_key } : null;
  } catch {
    return null;
  }
}

/** Without this the server's own credentials would stand in for a broken key. */
function assertUsable({ isBroken }: Access): void {
  if (isBroken)
    throw new ModelError("bad_request", "The key must be an API key or the JSON file of a service account");
}

/** The smallest call that needs the right to use models: it counts tokens and costs nothing. */
const countOne = ({ get }: ListTools, headers: Record<string, string>) =>
  get("/models/gemini-2.5-flash:countTokens", {
    headers,
    body: { contents: [{ role: "user", parts: [{ text: "ok" }] }] },
  });

async function headersOf({ apiKey, auth }: Access): Promise<Record<string, string>> {
  if (apiKey) return { "x-goog-api-key": apiKey };
  const { GoogleAuth } = await import("google-auth-library");
  const scopes = ["https://www.googleapis.com/auth/cloud-platform"];
  try {
    const token = await new GoogleAuth({ scopes, ...auth.googleAuthOptions }).getAccessToken();
    return { authorization: `Bearer ${token}` };
  } catch (cause) {
    throw new ModelError("authentication", "Google Cloud gave no access with these credentials", { cause });
  }
}
