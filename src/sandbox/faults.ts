/** A fault to inject; the body of `POST /_control/faults`. */
export interface FaultRule {
  /** The provider whose requests get the fault. */
  readonly provider: string;
  /** Upper case, or `*`. */
  readonly method: string;
  /** A regular expression that is searched in the provider's path; `{name}` stands for one path segment. */
  readonly pathPattern: string;
  /**
   * `status` answers without carrying out the request, `drop_before` cuts the connection without carrying it
   * out, `drop_after` carries it out and then cuts, `delay` carries it out and answers late.
   */
  readonly kind: 'status' | 'drop_before' | 'drop_after' | 'delay';
  /** For kind `status`. */
  readonly status?: number | undefined;
  /** For kind `delay`, optional for kind `status`. Real milliseconds. */
  readonly delayMs?: number | undefined;
  /** Sent as `Retry-After`; for kind `status`. */
  readonly retryAfterSeconds?: number | undefined;
  /** Sent unchanged instead of the provider's usual error body; for kind `status`. */
  readonly body?: string | undefined;
  /** The number of requests that still get it. */
  readonly times: number;
}

interface ArmedFault {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  left: number;
}

/** The armed faults. The oldest one that matches a request is applied. */
export class Faults {
  #armed: ArmedFault[] = [];

  /** @throws SyntaxError if `pathPattern` is not a regular expression */
  add(rule: FaultRule): void {
    const pattern = new RegExp(rule.pathPattern.replace(/\{[A-Za-z_]\w*\}/g, '[^/]+'));
    this.#armed.push({ rule, pattern, left: rule.times });
  }

  /** Returns the fault for a request and counts it as used once. */
  take(provider: string, method: string, path: string): FaultRule | undefined {
    const armed = this.#armed.find(
      ({ rule, pattern }) =>
        rule.provider === provider && (rule.method === '*' || rule.method === method) && pattern.test(path),
    );
    if (armed === undefined) return undefined;
    armed.left -= 1;
    if (armed.left === 0) this.#armed = this.#armed.filter((other) => other !== armed);
    return armed.rule;
  }

  /** The faults that are still armed. */
  pending(): FaultRule[] {
    return this.#armed.map(({ rule, left }) => ({ ...rule, times: left }));
  }

  /** Removes all faults. */
  clear(): void {
    this.#armed = [];
  }
}
