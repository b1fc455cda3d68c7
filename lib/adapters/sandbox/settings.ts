/** How tools are run. The operator's choices, from the environment. */
export interface SandboxSettings {
  /**
   * `auto`: Python runs in bubblewrap or not at all. `process`: where there is no bubblewrap it runs in a plain process.
   * `off`: no code runs.
   */
  mode: "auto" | "process" | "off";
  /** `guarded`: tools reach public addresses through a proxy of ours, nothing else. */
  network: "none" | "guarded";
  /** Which addresses `guarded` means; public ones unless a test says otherwise. */
  isAddressAllowed?: (address: string) => boolean;
  timeoutMs: number;
  memoryMb: number;
  /** A Python with the packages that tools need; without one the machine's. */
  python?: string;
  /** Folders of the server's own: what of them lies among the programs of the system is not shown to tools. */
  hidden?: string[];
  /** Name or path of bubblewrap. */
  bubblewrap?: string;
}

/** Of one call. */
export const PROCESSES_MAX = 64;
export const FILE_MB_MAX = 64;

/** Nothing can be run; the message tells the operator what to do. */
export class SandboxUnavailable extends Error {}
