interface LazilyOptions<T> {
  /** False for a thing that has broken meanwhile; another one is then made. */
  isUsable?: (thing: T) => boolean;
  /** A failure is given to all who ask within this time. */
  retryAfterMs: number;
  /** Disposed of after this long without being asked for. */
  idleMs?: () => number;
  dispose?: (thing: T) => Promise<void>;
}

/** A thing that is made by whoever first asks for it, and kept. */
export class Lazily<T> {
  #made: Promise<T> | undefined;
  #idle: NodeJS.Timeout | undefined;

  constructor(
    private readonly make: () => Promise<T>,
    private readonly options: LazilyOptions<T>,
  ) {}

  async get(): Promise<T> {
    const { isUsable = () => true, idleMs } = this.options;
    if (idleMs) this.#restartClock(idleMs());
    this.#made ??= this.#attempt();
    const made = this.#made;
    const thing = await made;
    if (isUsable(thing)) return thing;
    if (this.#made === made) {
      this.#made = undefined;
      await this.options.dispose?.(thing);
    }
    return this.get();
  }

  async close() {
    clearTimeout(this.#idle);
    const thing = await this.#made?.catch(() => undefined);
    this.#made = undefined;
    if (thing !== undefined) await this.options.dispose?.(thing);
  }

  #attempt(): Promise<T> {
    const attempt = this.make();
    attempt.catch(() => {
      const forget = () => {
        if (this.#made === attempt) this.#made = undefined;
      };
      setTimeout(forget, this.options.retryAfterMs).unref();
    });
    return attempt;
  }

  #restartClock(idleMs: number) {
    clearTimeout(this.#idle);
    this.#idle = setTimeout(() => void this.close(), idleMs).unref();
  }
}
