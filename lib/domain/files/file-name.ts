import { AppError } from "@/lib/shared/errors";

const charsMax = 255;

/**
 * The last part of an uploaded name without characters that file systems and prompts stumble over.
 * @throws AppError for a name of which nothing is left, or a hidden one
 */
export function cleanName(name: string): string {
  const base = name.split(/[/\\]/).at(-1) ?? "";
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must go
  const clean = base.replace(/[<>:"|?*\u0000-\u001f\u007f]/g, "").trim();
  if (clean === "") throw new AppError("invalid_argument", "The file has no usable name; give one as `name`");
  if (clean.startsWith("."))
    throw new AppError("invalid_argument", `The file name '${clean}' must not start with a dot`);
  return shortened(clean);
}

function shortened(name: string): string {
  if (name.length <= charsMax) return name;
  const { base, extension } = splitName(name);
  return base.slice(0, charsMax - extension.length).toWellFormed() + extension;
}

/** `notes.md` as `notes_(1).md`, or the next number that is free. */
export function suffixedName(name: string, taken: Set<string | null>): string {
  const { base, extension } = splitName(name);
  for (let number = 1; ; number++) {
    const candidate = `${base}_(${number})${extension}`;
    if (!taken.has(candidate)) return candidate;
  }
}

function splitName(name: string): { base: string; extension: string } {
  const dot = name.lastIndexOf(".");
  return dot > name.lastIndexOf("/") + 1 && name.length - dot <= 32
    ? { base: name.slice(0, dot), extension: name.slice(dot) }
    : { base: name, extension: "" };
}
