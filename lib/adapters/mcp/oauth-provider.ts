import type { AuthProvider, OAuthClientProvider, OAuthDiscoveryState } from "@modelcontextprotocol/client";
import { McpFailure, type McpTokenStore } from "@/lib/runtime/mcp";

/** What the library wants kept. All of it lives in the store; nothing in memory outlives a connection. */
interface Kept {
  tokens?: Awaited<ReturnType<OAuthClientProvider["tokens"]>>;
  client?: Awaited<ReturnType<OAuthClientProvider["clientInformation"]>>;
  verifier?: string;
  discovery?: OAuthDiscoveryState;
}

/** What is done for each store, one after the other: a refresh token is often good for one use. */
const renewals = new Map<string, Promise<void>>();

/**
 * Tokens as they are stored, renewed where the server does not take them any more. Several connections share a store,
 * so whoever comes second finds the tokens renewed.
 */
export function storedTokens(store: McpTokenStore): AuthProvider {
  const current = async () => ((await store.load()) as Kept).tokens?.access_token;
  let used: string | undefined;
  return {
    async token() {
      used = await current();
      return used;
    },
    onUnauthorized({ response, serverUrl, fetchFn }) {
      const refused = used;
      return oneByOne(store.id, async () => {
        if ((await current()) !== refused) return;
        const { auth, extractWWWAuthenticateParams } = await import("@modelcontextprotocol/client");
        const { resourceMetadataUrl, scope } = extractWWWAuthenticateParams(response);
        await auth(silentProvider(store), { serverUrl, resourceMetadataUrl, scope, fetchFn });
      });
    },
  };
}

function oneByOne(id: string, work: () => Promise<void>): Promise<void> {
  const before = renewals.get(id) ?? Promise.resolve();
  const done = before.catch(() => {}).then(work);
  renewals.set(id, done);
  const forget = () => void (renewals.get(id) === done && renewals.delete(id));
  done.then(forget, forget);
  return done;
}

/** Where a refresh does not suffice, the user has to sign in again. */
const silentProvider = (store: McpTokenStore): OAuthClientProvider =>
  provider(store, {
    saveCodeVerifier() {},
    redirectToAuthorization() {
      throw new McpFailure("unauthorized", "The server asks for a new sign-in: connect to it again");
    },
  });

/** Sends the user to the authorization server: the address goes to `onAddress`. */
export const askingProvider = (
  store: McpTokenStore,
  { state, onAddress }: { state: string; onAddress: (url: string) => void },
): OAuthClientProvider =>
  provider(store, {
    state: () => state,
    saveCodeVerifier: (verifier) => save(store, { verifier }),
    redirectToAuthorization: (url) => onAddress(url.href),
  });

type Asking = Pick<OAuthClientProvider, "state" | "saveCodeVerifier" | "redirectToAuthorization">;

function provider(store: McpTokenStore, asking: Asking): OAuthClientProvider {
  const load = () => store.load() as Promise<Kept>;
  return {
    ...asking,
    redirectUrl: store.redirectUrl,
    clientMetadata: {
      client_name: "Mneme",
      redirect_uris: [store.redirectUrl],
      grant_types: ["authorization_code", "refresh_token"],
      response_types: ["code"],
      token_endpoint_auth_method: "none",
    },
    clientInformation: async () => (await load()).client,
    saveClientInformation: (client) => save(store, { client }),
    tokens: async () => (await load()).tokens,
    saveTokens: (tokens) => save(store, { tokens }),
    async codeVerifier() {
      const { verifier } = await load();
      if (!verifier) throw new McpFailure("unauthorized", "The sign-in was not begun here");
      return verifier;
    },
    discoveryState: async () => (await load()).discovery,
    saveDiscoveryState: (discovery) => save(store, { discovery }),
    async invalidateCredentials(scope) {
      const isAll = scope === "all";
      await store.save({
        ...((isAll || scope === "tokens") && { tokens: undefined }),
        ...((isAll || scope === "client") && { client: undefined }),
        ...((isAll || scope === "verifier") && { verifier: undefined }),
        ...((isAll || scope === "discovery") && { discovery: undefined }),
      });
    },
  };
}

const save = (store: McpTokenStore, change: Kept) => store.save({ ...change });
