import type { SandboxConfigUpdate } from "@/lib/contract/admin/sandbox";
import { AppError } from "@/lib/shared/errors";
import type { Context } from "../context";
import { findSandboxConfig, toSandboxConfig, typeOfSettings } from "./sandbox-config";
import { setSandboxConfig } from "./set-sandbox-config";

/**
 * Replaces the settings of a config; without new ones it stays as it is.
 * @throws AppError `not_found`, or `invalid_argument` for settings of another kind of sandbox
 */
export async function updateSandboxConfig(ctx: Context, id: string, { config }: SandboxConfigUpdate) {
  const row = await findSandboxConfig(ctx, id);
  if (!config) return toSandboxConfig(row);
  const type = typeOfSettings(config);
  if (type !== row.type)
    throw new AppError(
      "invalid_argument",
      `The sandbox config '${id}' is of the type '${row.type}', and the settings are of the type '${type}'`,
    );
  return setSandboxConfig(ctx, config);
}
