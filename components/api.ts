import { createClient } from "@/lib/contract/client";
import { routes } from "./routes";

/** The browser's client: the public API, typed by the contract. */
export const api = createClient(routes);
