import { DatabaseNotReady } from "./preflight";

/** Turns a failed connect into words that say what to do. The password never appears in them. */
export function connectionProblem(url: string, cause: unknown): DatabaseNotReady {
  return new DatabaseNotReady(wordsFor(url, cause as Error & { code?: string }), { cause });
}

function wordsFor(url: string, { code, message }: Error & { code?: string }): string {
  const { host, user, database } = partsOf(url);
  switch (code) {
    case "ECONNREFUSED":
    case "ENOENT":
      return `No Postgres server answers at ${host}. Start it, or correct DATABASE_URL.`;
    case "ENOTFOUND":
    case "EAI_AGAIN":
      return `The host of DATABASE_URL, ${host}, is unknown.`;
    case "28P01":
    case "28000":
      return `Postgres at ${host} refuses the user '${user}': ${message}. Correct user and password in DATABASE_URL.`;
    case "3D000":
      return `The database '${database}' does not exist at ${host}: run \`create database "${database}";\``;
    default:
      return `Cannot connect to Postgres at ${host}: ${message}`;
  }
}

function partsOf(url: string) {
  try {
    const { host, username, pathname, searchParams } = new URL(url);
    return {
      host: searchParams.get("host") ?? host,
      user: decodeURIComponent(username),
      database: decodeURIComponent(pathname.slice(1)),
    };
  } catch {
    return { host: "an address that is no URL", user: "", database: "" };
  }
}
