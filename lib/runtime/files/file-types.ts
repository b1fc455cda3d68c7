const typesByExtension: Record<string, string> = {
  pdf: "application/pdf",
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  txt: "text/plain",
  md: "text/markdown",
  markdown: "text/markdown",
  json: "application/json",
  jsonl: "application/jsonl",
  csv: "text/csv",
  py: "text/x-python",
  js: "text/javascript",
  ts: "text/x-typescript",
  java: "text/x-java-source",
  cpp: "text/x-c++",
  cxx: "text/x-c++",
  c: "text/x-c",
  h: "text/x-c",
  cs: "text/x-csharp",
  php: "text/x-php",
  rb: "text/x-ruby",
  go: "text/x-go",
  rs: "text/x-rust",
  swift: "text/x-swift",
  kt: "text/x-kotlin",
  scala: "text/x-scala",
  r: "text/x-r",
  m: "text/x-objective-c",
  html: "text/html",
  htm: "text/html",
  css: "text/css",
  scss: "text/x-scss",
  sass: "text/x-sass",
  less: "text/x-less",
  vue: "text/x-vue",
  jsx: "text/x-jsx",
  tsx: "text/x-tsx",
  xml: "application/xml",
  yaml: "text/x-yaml",
  yml: "text/x-yaml",
  toml: "application/toml",
  ini: "text/x-ini",
  cfg: "text/x-conf",
  conf: "text/x-conf",
  sh: "text/x-shellscript",
  bash: "text/x-shellscript",
  ps1: "text/x-powershell",
  bat: "text/x-batch",
  cmd: "text/x-batch",
  dockerfile: "text/x-dockerfile",
  sql: "text/x-sql",
};

const otherNames = ["text/x-markdown", "application/x-jsonlines", "text/xml"];
const known = new Set([...Object.values(typesByExtension), ...otherNames]);

/** For the refusal of any other. */
export const typeFamilies =
  "PDF, Word (.docx), plain text, Markdown, HTML, JSON, CSV, XML, YAML, TOML, configuration and source code";

/** The media type of an upload: as declared if it is one we read, else by the name's extension; null = not read. */
export function mediaTypeOf(declared: string, fileName: string): string | null {
  const type = declared.split(";")[0].trim().toLowerCase();
  if (known.has(type)) return type;
  return typesByExtension[extensionOf(fileName)] ?? null;
}

/** `Dockerfile` has none and is one. */
export const extensionOf = (fileName: string) =>
  fileName.split("/").at(-1)?.split(".").at(-1)?.toLowerCase() ?? "";

/** How a file's text is cut into numbered units: prose by sentence, code by line as it stands, the rest by line. */
export type FileKind = "documentation" | "code" | "text";

const plain = new Set(["txt", "csv", "jsonl", "pdf", "docx", "ini", "cfg", "conf"]);
const plainTypes = new Set(["text/plain", ...[...plain].map((extension) => typesByExtension[extension])]);

/** By the name's extension, which says more than a type such as `text/plain`. */
export function fileKind(fileName: string, mediaType: string | null): FileKind {
  const type = typesByExtension[extensionOf(fileName)] ?? mediaType ?? "text/plain";
  if (type === "text/markdown" || type === "text/x-markdown") return "documentation";
  return plainTypes.has(type) || type === "application/x-jsonlines" ? "text" : "code";
}
