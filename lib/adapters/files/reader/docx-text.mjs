import mammoth from "mammoth";
import { openZip } from "./open-zip.mjs";

/** The text of a Word document. Its library unpacks without a limit, so it gets an archive that is open already. */
export async function docxText(bytes, { limits }) {
  const { value } = await mammoth.extractRawText({ file: openZip(bytes, limits.unpackedBytesMax) });
  return value;
}
