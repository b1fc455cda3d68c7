import { AppError } from "@/lib/shared/errors";

const valueLengthMax = 16_384;

/**
 * Headers by their names, the later of two of one name. The message of a refusal repeats no value.
 * @throws AppError `unprocessable` for what cannot be sent
 */
export function headersOf(pairs: [name: string, value: string][]): Record<string, string> {
  const headers: Record<string, string> = {};
  for (const [given, value] of pairs) {
    const name = given.trim().toLowerCase();
    if (!/^[!#$%&'*+\-.^_`|~\w]+$/.test(name))
      throw new AppError("unprocessable", `'${given}' cannot be the name of a header`);
    if (value.length > valueLengthMax)
      throw new AppError("unprocessable", `The value of the header '${given}' is too long`);
    if (!/^[\t\x20-\x7e\x80-\xff]*$/.test(value))
      throw new AppError(
        "unprocessable",
        `The value of the header '${given}' has characters that cannot be sent`,
      );
    headers[name] = value;
  }
  return headers;
}
