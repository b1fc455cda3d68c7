// Runs in Deno: one request on stdin, and on stdout what the tool prints and then, behind the request's mark, its result.
const { Deno } = globalThis;
const request = JSON.parse(await new Response(Deno.stdin.readable).text());
for (const [name, value] of Object.entries(request.env)) Deno.env.set(name, value);
if (request.proxy) reachOutThrough(request.proxy);

answer(await run().catch(failed));

async function run() {
  const module = await import(`data:application/typescript;base64,${base64(withEntry(request))}`);
  if (typeof module.mnemeEntry !== "function")
    throw new TypeError(`The source code does not define the function '${request.entry}'`);
  const value = await module.mnemeEntry(...request.args);
  const json = JSON.stringify(value === undefined ? null : value);
  if (json === undefined) throw new TypeError("The tool returned a value that JSON cannot hold");
  if (json.length > 1_000_000) throw new RangeError("The tool returned more than 1 MB");
  return { value: JSON.parse(json) };
}

/** The function need not be exported to be found. */
function withEntry({ source, entry }) {
  return `${source}\nexport const mnemeEntry = typeof ${entry} === "function" ? ${entry} : undefined;\n`;
}

function failed(error) {
  const isError = error instanceof Error;
  const text = (value) =>
    String(value).replace(/data:application\/typescript;base64,[A-Za-z0-9+/=.]*/g, "<tool>");
  return {
    error: {
      // What does not parse fails at its import, with the parser's error as the message.
      type: isError ? (/^(SyntaxError): /.exec(error.message)?.[1] ?? error.name) : "Error",
      message: text(isError ? error.message.replace(/^SyntaxError: /, "") : error),
      stack: isError ? text(error.stack ?? "") : "",
    },
  };
}

function answer(result) {
  let bytes = new TextEncoder().encode(`${request.mark}${JSON.stringify(result)}\n`);
  while (bytes.length > 0) bytes = bytes.subarray(Deno.stdout.writeSync(bytes));
  Deno.exit(0);
}

function base64(text) {
  let binary = "";
  for (const byte of new TextEncoder().encode(text)) binary += String.fromCharCode(byte);
  return btoa(binary);
}

function reachOutThrough(socket) {
  const client = Deno.createHttpClient({ proxy: { transport: "unix", path: socket } });
  const plain = globalThis.fetch;
  globalThis.fetch = (input, init) => plain(input, { client, ...init });
}
