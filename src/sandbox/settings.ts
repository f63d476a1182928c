import type { SandboxTime } from './time';

const DEFAULT_LAG_MS = 60_000;

/** Settings that can change at run time: how long a new order stays invisible to checks and lists. */
export class Settings {
  readonly #time: SandboxTime;
  #portabilityLagMs: number | undefined;
  #listLagMs: number | undefined;

  constructor(time: SandboxTime) {
    this.#time = time;
  }

  /** In real milliseconds. The default shrinks with the day; a value that was set does not. */
  get portabilityLagMs(): number {
    return this.#portabilityLagMs ?? this.#time.shrunk(DEFAULT_LAG_MS);
  }

  /** Like `portabilityLagMs`, for lists. */
  get listLagMs(): number {
    return this.#listLagMs ?? this.#time.shrunk(DEFAULT_LAG_MS);
  }

  set(values: {
    readonly portabilityLagMs?: number | undefined;
    readonly listLagMs?: number | undefined;
  }): void {
    this.#portabilityLagMs = values.portabilityLagMs ?? this.#portabilityLagMs;
    this.#listLagMs = values.listLagMs ?? this.#listLagMs;
  }

  clear(): void {
    this.#portabilityLagMs = undefined;
    this.#listLagMs = undefined;
  }
}
