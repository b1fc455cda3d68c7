import { createHash } from "node:crypto";
import type { Client } from "@modelcontextprotocol/client";
import { McpFailure, type McpServerKey, type McpTarget } from "@/lib/runtime/mcp";
import { failureOf, isUnknownSession } from "./failure";

const connectionsMax = 64;

interface Pooled {
  key: string;
  serverId: string;
  client: Promise<Client>;
  users: number;
  idle?: NodeJS.Timeout;
}

type Work<T> = (client: Client) => Promise<T>;

/** Connections by server and credentials, shared while they are used and closed when nobody did for a while. */
export class ConnectionPool {
  private readonly pool = new Map<string, Pooled>();

  constructor(
    private readonly open: (target: McpTarget) => Promise<Client>,
    private readonly idleMs: number,
  ) {}

  /** @throws McpFailure */
  async run<T>({ id, target }: McpServerKey, signal: AbortSignal, work: Work<T>): Promise<T> {
    if (id === null) return runOnce(this.open(target), signal, work);
    const isOpen = this.pool.has(keyOf(id, target));
    try {
      return await this.attempt(this.take(id, target), signal, work);
    } catch (err) {
      // A server that was restarted does not know our session any more, and has done nothing.
      if (isOpen && isUnknownSession(err)) return this.attempt(this.take(id, target), signal, work);
      throw err;
    }
  }

  private async attempt<T>(pooled: Pooled, signal: AbortSignal, work: Work<T>): Promise<T> {
    clearTimeout(pooled.idle);
    pooled.users++;
    try {
      return await work(await untilAborted(pooled.client, signal));
    } catch (err) {
      const failure = await failureOf(err, signal);
      if (failure.kind === "unreachable" || failure.kind === "unauthorized") this.remove(pooled);
      throw failure;
    } finally {
      pooled.users--;
      if (pooled.users === 0) this.rest(pooled);
    }
  }

  async forget(serverId: string): Promise<void> {
    const found = [...this.pool.values()].filter((pooled) => pooled.serverId === serverId);
    await Promise.all(found.map((pooled) => this.drop(pooled)));
  }

  async close(): Promise<void> {
    await Promise.all([...this.pool.values()].map((pooled) => this.drop(pooled)));
  }

  private take(serverId: string, target: McpTarget): Pooled {
    const key = keyOf(serverId, target);
    const known = this.pool.get(key);
    if (known) return known;
    const unused = [...this.pool.values()].find(({ users }) => users === 0);
    if (this.pool.size >= connectionsMax && unused) void this.drop(unused);
    const pooled: Pooled = { key, serverId, client: this.open(target), users: 0 };
    this.pool.set(key, pooled);
    const forget = () => void this.drop(pooled);
    pooled.client.then((client) => {
      client.onclose = forget;
    }, forget);
    return pooled;
  }

  private rest(pooled: Pooled): void {
    if (this.pool.get(pooled.key) !== pooled) void this.drop(pooled);
    else pooled.idle = setTimeout(() => void this.drop(pooled), this.idleMs).unref();
  }

  /** Nobody gets it any more; whoever uses it may finish. */
  private remove(pooled: Pooled): void {
    if (this.pool.get(pooled.key) === pooled) this.pool.delete(pooled.key);
  }

  private drop(pooled: Pooled): Promise<void> {
    clearTimeout(pooled.idle);
    this.remove(pooled);
    return pooled.client.then((client) => client.close()).catch(() => {});
  }
}

/** For one use: the connection is closed behind it. @throws McpFailure */
export async function runOnce<T>(opening: Promise<Client>, signal: AbortSignal, work: Work<T>): Promise<T> {
  try {
    return await work(await untilAborted(opening, signal));
  } catch (err) {
    throw await failureOf(err, signal);
  } finally {
    void opening.then((client) => client.close()).catch(() => {});
  }
}

/** Others may wait for the same connection, so whoever leaves only stops waiting. */
function untilAborted<T>(wanted: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = () => reject(new McpFailure("cancelled", "The call was cancelled"));
    if (signal.aborted) stop();
    signal.addEventListener("abort", stop, { once: true });
    wanted.then(resolve, reject).finally(() => signal.removeEventListener("abort", stop));
  });
}

/** Other credentials are another connection; the key holds only their hash. */
function keyOf(id: string, target: McpTarget): string {
  const { oauth, ...plain } = "url" in target ? target : { ...target, oauth: undefined };
  const identity = JSON.stringify([plain, oauth?.id ?? null]);
  return `${id}:${createHash("sha256").update(identity).digest("hex")}`;
}
