import type { SandboxTime } from './time';

const DEFAULT_LAG_MS = 60_000;

/** What can be set while the sandbox runs: how long a new order stays unseen by checks and lists. */
export class Settings {
  readonly #time: SandboxTime;
  #portabilityLagMs: number | undefined;
  #listLagMs: number | undefined;

  constructor(time: SandboxTime) {
    this.#time = time;
  }

  /** In milliseconds as they pass. The default shrinks with the day; a value that was set is taken as it is. */
  get portabilityLagMs(): number {
    return this.#portabilityLagMs ?? this.#time.shrunk(DEFAULT_LAG_MS);
  }

  /** As `portabilityLagMs`, for lists. */
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
