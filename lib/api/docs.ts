import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { openapi } from "@/lib/contract/openapi";
import type { Resource } from "@/lib/contract/operation";

/** Where the page expects the document and the script that shows it. */
export const docsPaths = { document: "/openapi.json", script: "/docs/scalar.js" };

/** The browser bundle of the reference viewer, served by us. */
export const docsScriptFile = () =>
  join(dirname(createRequire(import.meta.url).resolve("@scalar/api-reference")), "browser", "standalone.js");

/** Answers `GET /openapi.json`. Building the document takes most of a second, so it is built once. */
export function openapiEndpoint(contract: Record<string, Resource>, version: string): () => Response {
  let text: string | undefined;
  return () => {
    text ??= JSON.stringify(openapi(contract, { title: "Mneme API", version }));
    return new Response(text, { headers: { "content-type": "application/json" } });
  };
}

/** Nothing of the viewer may leave this server, whatever it would like to load. */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "worker-src 'self' blob:",
  "connect-src 'self'",
].join("; ");

const viewer = {
  withDefaultFonts: false,
  telemetry: false,
  proxyUrl: "",
  showDeveloperTools: "never",
  agent: { disabled: true },
  mcp: { disabled: true },
  hideClientButton: true,
};

/** Answers `GET /docs`: the interactive reference of the API. */
export function docsPage(): Response {
  const settings = JSON.stringify(viewer).replaceAll('"', "&quot;");
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8" />
    <meta name="viewport" content="width=device-width, initial-scale=1" />
    <title>Mneme API</title>
  </head>
  <body>
    <script id="api-reference" data-url="${docsPaths.document}" data-configuration="${settings}"></script>
    <script src="${docsPaths.script}"></script>
  </body>
</html>
`;
  return new Response(html, {
    headers: { "content-type": "text/html; charset=utf-8", "content-security-policy": policy },
  });
}
