import type { MnemeProvider } from "@/lib/contract/mneme/schemas";
import { providerName } from "./provider-name";

export type ModelState = { tone: "positive" | "mark" | "danger"; text: string };

const troubles = {
  unauthorized: "refuses its key",
  unreachable: "cannot be reached",
  error: "reports an error",
};

/** What this server can think with, in one line; a provider that was set up and does not work comes first. */
export function modelState(providers: MnemeProvider[]): ModelState {
  const broken = providers.find((one) => one.status !== "ok" && one.source !== "probe");
  if (broken)
    return {
      tone: "danger",
      text: `${providerName(broken.name)} ${troubles[broken.status as keyof typeof troubles]}`,
    };
  const real = providers.filter(
    (one) => one.status === "ok" && one.source !== "built-in" && one.model_count > 0,
  );
  if (real.length === 0) return { tone: "mark", text: "Demo model only: rules, not a language model" };
  const count = real.reduce((sum, one) => sum + one.model_count, 0);
  const names = real.map((one) => providerName(one.name)).join(", ");
  return { tone: "positive", text: `${count} ${count === 1 ? "model" : "models"} from ${names}` };
}
