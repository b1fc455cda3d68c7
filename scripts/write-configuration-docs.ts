import { writeFileSync } from "node:fs";
import { configurationDocs } from "@/lib/server/configuration-docs";

// Writes docs/configuration.md from the descriptions in lib/server/env.ts.
writeFileSync("docs/configuration.md", configurationDocs());
