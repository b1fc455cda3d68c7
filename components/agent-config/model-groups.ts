import type { MnemeProvider } from "@/lib/contract/mneme/schemas";
import type { Model } from "@/lib/contract/models/schemas";

export interface ModelGroup {
  provider: string;
  /** What is wrong with the provider, in a few words; null when it answers. */
  trouble: string | null;
  detail: string | null;
  models: Model[];
}

const troubles: Record<MnemeProvider["status"], string | null> = {
  ok: null,
  unreachable: "does not answer",
  unauthorized: "refuses the key",
  error: "answers with an error",
};

/** Models by provider, in the server's order; a provider that is configured but offers nothing is there with its reason. */
export function groupModels(
  models: Model[],
  providers: readonly MnemeProvider[],
  search: string,
): ModelGroup[] {
  const wanted = search.trim().toLowerCase();
  const groups = new Map<string, ModelGroup>();
  const groupOf = (name: string) => {
    const state = providers.find((each) => each.name === name);
    const group = groups.get(name) ?? {
      provider: name,
      trouble: state ? troubles[state.status] : null,
      detail: state?.message ?? null,
      models: [],
    };
    groups.set(name, group);
    return group;
  };
  for (const model of models) {
    const name = model.provider_name ?? model.provider_type;
    const text = `${model.handle} ${model.display_name} ${name}`.toLowerCase();
    if (model.handle && text.includes(wanted)) groupOf(name).models.push(model);
  }
  if (!wanted) for (const { name, status } of providers) if (status !== "ok") groupOf(name);
  return [...groups.values()];
}
