/** A fault to inject; the body of `POST /_control/faults`. */
export interface FaultRule {
  /** The provider whose requests it meets. */
  readonly provider: string;
  /** Upper case, or `*`. */
  readonly method: string;
  /** A regular expression that is looked for in the provider's path; `{name}` stands for one path segment. */
  readonly pathPattern: string;
  /**
   * `status` answers without doing the work, `drop_before` cuts the connection without doing it, `drop_after` does
   * it and then cuts, `delay` does it and answers late.
   */
  readonly kind: 'status' | 'drop_before' | 'drop_after' | 'delay';
  /** With kind `status`. */
  readonly status?: number | undefined;
  /** With kind `delay`, and with kind `status` where wanted. Real milliseconds. */
  readonly delayMs?: number | undefined;
  /** Sent as Retry-After; with kind `status`. */
  readonly retryAfterSeconds?: number | undefined;
  /** Sent instead of the provider's usual error body, as it is; with kind `status`. */
  readonly body?: string | undefined;
  /** How many requests it still meets. */
  readonly times: number;
}

interface ArmedFault {
  readonly rule: FaultRule;
  readonly pattern: RegExp;
  left: number;
}

/** The faults that wait for their requests. The oldest that matches is taken first. */
export class Faults {
  #armed: ArmedFault[] = [];

  /** @throws SyntaxError when `pathPattern` is no regular expression */
  add(rule: FaultRule): void {
    const pattern = new RegExp(rule.pathPattern.replace(/\{[A-Za-z_]\w*\}/g, '[^/]+'));
    this.#armed.push({ rule, pattern, left: rule.times });
  }

  /** The fault that meets this request, used up by one. */
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

  /** What is still armed. */
  pending(): FaultRule[] {
    return this.#armed.map(({ rule, left }) => ({ ...rule, times: left }));
  }

  /** Takes back all of them. */
  clear(): void {
    this.#armed = [];
  }
}
