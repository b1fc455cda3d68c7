import type { MnemeProvider, MnemeProviders } from "@/lib/contract/mneme/schemas";

export type Setup = MnemeProviders["setup"][number];
type Tone = "positive" | "danger" | "neutral" | "mark";

export interface ProviderView {
  tone: Tone;
  state: string;
  /** Where it comes from and what to do if it does not work. */
  detail: string;
}

const origins: Record<MnemeProvider["source"], string> = {
  env: "set in the environment",
  probe: "found on this machine",
  "built-in": "built in, works offline",
  database: "added here",
};

/** A provider as it is told to a person. A local server that is not running is no failure: nobody asked for it. */
export function providerView(provider: MnemeProvider): ProviderView {
  const { status, source, base_url, message } = provider;
  const place = base_url ? ` at ${base_url}` : "";
  switch (status) {
    case "ok":
      if (provider.name === "demo")
        return {
          tone: "mark",
          state: "Not a language model",
          detail: "Follows rules. Built in, works offline.",
        };
      return source === "built-in"
        ? {
            tone: "neutral",
            state: "Built in",
            detail: "For archival memory. Runs inside this server, works offline.",
          }
        : { tone: "positive", state: "Connected", detail: `${upper(origins[source])}${place}.` };
    case "unreachable":
      return source === "probe"
        ? { tone: "neutral", state: "Not running", detail: `Looked for${place}; nothing answers there.` }
        : {
            tone: "danger",
            state: "Not reachable",
            detail: `${upper(origins[source])}${place}. ${message ?? "Nothing answers there."}`,
          };
    case "unauthorized":
      return {
        tone: "danger",
        state: "Key refused",
        detail: `${message ?? "The provider refused the key."} ${
          source === "database" ? "Change the key here." : "Check the key and start the server again."
        }`,
      };
    case "error":
      return { tone: "danger", state: "Error", detail: message ?? "The provider answered with an error." };
  }
}

const upper = (text: string) => text[0].toUpperCase() + text.slice(1);

/** What was looked for on this machine and is not there. */
export const isAbsent = ({ status, source }: MnemeProvider) => source === "probe" && status === "unreachable";

/** Providers that matter first: what works, what fails, then what was only looked for. */
export const inOrder = (providers: MnemeProvider[]): MnemeProvider[] =>
  [...providers].sort((a, b) => rank(a) - rank(b) || a.name.localeCompare(b.name));

function rank({ status, source }: MnemeProvider): number {
  if (source === "built-in") return 2;
  if (status === "ok") return 0;
  return source === "probe" ? 3 : 1;
}

/** The lines that connect a provider, as they stand in an `.env` file; what is not needed is commented out. */
export function envLines({ variables, required, usual_url, is_local }: Setup): string {
  if (is_local) return variables.map((name) => `${name}=${usual_url ?? "http://127.0.0.1"}`).join("\n");
  return variables
    .map((name, index) => `${index < required ? "" : "# "}${name}=${exampleOf(name)}`)
    .join("\n");
}

function exampleOf(variable: string): string {
  if (/_URL$/.test(variable)) return "https://…";
  if (/_REGION$/.test(variable)) return "eu-west-1";
  if (/_LOCATION$/.test(variable)) return "global";
  if (/_PROJECT$/.test(variable)) return "your-project";
  return /_VERSION$/.test(variable) ? "2024-10-21" : "your-key";
}

/** 128k, 1M: as the makers of models write it. */
export function windowSize(tokens: number): string {
  if (tokens >= 1_000_000) return `${Math.round(tokens / 100_000) / 10}M`;
  return tokens >= 1_000 ? `${Math.round(tokens / 1_000)}k` : String(tokens);
}
