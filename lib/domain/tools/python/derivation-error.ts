import { AppError } from "@/lib/shared/errors";

/** The answer for source code from which no schema can be made. `reason` says what to change. */
export const derivationError = (reason: string) =>
  new AppError("invalid_argument", `Schema derivation failed: ${reason}`);
