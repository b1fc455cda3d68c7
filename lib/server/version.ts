import manifest from "../../package.json" with { type: "json" };

/** What `/v1/health` tells clients: the version of the API they know, so that their feature probes succeed. */
export const API_VERSION = "0.16.8";

/** The version of this product. */
export const PRODUCT_VERSION = manifest.version;
