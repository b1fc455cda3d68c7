export interface EmbeddedOptions {
  /** The folder of everything that belongs to one installation; the database is `database` inside it. */
  dataDir: string;
  /** False only for throw-away data (tests): no fsync, so a power cut may lose it. */
  durable?: boolean;
  /** A data folder to start from when there is none, instead of an empty database. */
  template?: string;
  /** Fail instead of joining when another process has the database open. */
  mustOwn?: boolean;
  /** Others wait while a transaction is open; one idle for longer is ended. Default 60 s. */
  idleInTransactionMs?: number;
  /** Keep rotating snapshots in `folder` (default `<dataDir>/snapshots`); off when absent. */
  snapshots?: { everyMs?: number; keep?: number; sizeBytesMax?: number; folder?: string };
  /** One line per event worth telling. */
  log?: (line: string) => void;
  /** The engine crashed repeatedly and stays down. */
  onFatal?: (cause: unknown) => void;
}

export interface Embedded {
  url: string;
  /** Whether this process runs the engine now. If not, it uses another's, and may take its place when that one ends. */
  readonly isOwner: boolean;
  places: { name: string; dataDir: string; database: string; runtimeDir: string; socket: string };
  /** Only the owner knows these. */
  stats(): Promise<{ position: string; version: string; fsyncs: number } | undefined>;
  /** Takes a snapshot now, if this is the owner, it keeps any, and something was written since the last. */
  snapshot(): Promise<void>;
  close(): Promise<void>;
}

export function openEmbedded(options: EmbeddedOptions): Promise<Embedded>;
export function placesOf(dataDir: string): Embedded["places"];

export interface Replacement {
  dataDir: string;
  /** Gets the address of the database that is there, if any, and throws to keep it. */
  inspect?: (url: string) => Promise<void>;
  /** Fills the new, empty database; or, with `fillFolder`, checks it. */
  fill?: (url: string) => Promise<void>;
  /** Lays the files of a database into a folder that does not exist yet. */
  fillFolder?: (folder: string) => Promise<void>;
  /** As for `openEmbedded`. */
  template?: string;
}

export function replaceDatabase(replacement: Replacement): Promise<void>;
