import { createClient } from "@/lib/contract/client";
import { accessFetch } from "./access";
import { routes } from "./routes";

/** The browser's client: the public API, typed by the contract. */
export const api = createClient(routes, { fetch: accessFetch });
