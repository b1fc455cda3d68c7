/** A run belongs to a process for this long; the process renews it while it lives. */
export const LEASE_MS = 30_000;
export const LEASE_RENEWAL_MS = 10_000;
