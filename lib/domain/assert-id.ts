import { AppError } from "@/lib/shared/errors";
import { isId } from "@/lib/shared/ids";

/**
 * For ids that reach us as plain text.
 * @throws AppError `invalid_argument` for anything that cannot be such an id
 */
export function assertId(prefix: string, value: string): void {
  if (isId(prefix, value)) return;
  const text = `Invalid ${prefix} ID format: ${value}. Expected format: '${prefix}-<uuid4>'`;
  throw new AppError("invalid_argument", text);
}
