/** How an MCP server is reached, with every secret in plain text. Two equal targets share a connection. */
export type McpTarget =
  | { type: "stdio"; command: string; args: string[]; env: Record<string, string> }
  | {
      type: "sse" | "streamable_http";
      url: string;
      headers: Record<string, string>;
      /** The signed-in user's tokens, where the server was given no token of its own. */
      oauth?: McpTokenStore;
    };

/** What an authorization leaves behind. Opaque to all but the connector; sealed wherever it rests. */
export type McpCredentials = Record<string, unknown>;

/** Where the credentials of one user for one server are kept. */
export interface McpTokenStore {
  /** Names whose credentials they are: connections with other credentials are other connections. */
  id: string;
  redirectUrl: string;
  load(): Promise<McpCredentials>;
  /** Adds to what is there; `undefined` takes a field away. */
  save(change: McpCredentials): Promise<void>;
}

/** A tool as its server describes it. */
export interface McpToolDescription {
  name: string;
  description?: string;
  inputSchema: Record<string, unknown>;
  [field: string]: unknown;
}

/** The answer of a tool. `isError`: it ran and says that it failed. */
export interface McpToolAnswer {
  isError: boolean;
  /** The parts that can be read as text, joined; empty when there are none. */
  text: string;
}

export interface McpConnector {
  /** @throws McpFailure */
  listTools(server: McpServerKey, options: McpCallOptions): Promise<McpToolDescription[]>;
  /** @throws McpFailure; a tool that fails is an answer */
  callTool(
    server: McpServerKey,
    call: { name: string; args: Record<string, unknown> },
    options: McpCallOptions,
  ): Promise<McpToolAnswer>;
  /**
   * Asks the server for access and gives the address at which the user grants it; null when it is granted already.
   * @throws McpFailure
   */
  beginAuthorization(
    target: SignedInTarget,
    options: McpCallOptions & { state: string },
  ): Promise<string | null>;
  /** Exchanges what the user came back with for tokens, which are saved in the target's store. @throws McpFailure */
  finishAuthorization(target: SignedInTarget, answer: { code: string; issuer: string | null }): Promise<void>;
  /** Closes the connections to a server, for it has changed or is gone. */
  forget(serverId: string): Promise<void>;
  close(): Promise<void>;
}

export type HttpTarget = Extract<McpTarget, { url: string }>;
export type SignedInTarget = HttpTarget & { oauth: McpTokenStore };

/** `id` null: a server that is only tried out; its connection is closed after the call. */
export interface McpServerKey {
  id: string | null;
  target: McpTarget;
}

export interface McpCallOptions {
  signal: AbortSignal;
}

/** Why a server could not be used. The message is public and names no secret. */
export type McpFailureKind = "timed_out" | "cancelled" | "unauthorized" | "unreachable" | "protocol";

export class McpFailure extends Error {
  constructor(
    readonly kind: McpFailureKind,
    message: string,
    options: { cause?: unknown } = {},
  ) {
    super(message, options);
    this.name = "McpFailure";
  }
}
