/** What `/v1/health` tells clients: the version of the API they know, so that their feature probes succeed. */
export const API_VERSION = "0.16.8";
