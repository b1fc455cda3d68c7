/** A page's text: in the charset that its server named, else the one that its head names, else UTF-8. */
export function decodedPage(bytes, charset) {
  return new TextDecoder(charset ?? declaredCharset(bytes)).decode(bytes);
}

function declaredCharset(bytes) {
  const head = Buffer.from(bytes.subarray(0, 2_048)).toString("latin1");
  const name = /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(head)?.[1];
  try {
    return new TextDecoder(name).encoding;
  } catch {
    return "utf-8";
  }
}
