/**
 * The configuration is not usable. The message lists every problem, each with what to do, and never a value that
 * could be a secret.
 */
export class ConfigurationError extends Error {
  /** Always `ConfigurationError`. */
  override readonly name = 'ConfigurationError';
  /** Always `configuration_invalid`. */
  readonly code = 'configuration_invalid';
  /** One sentence per problem: where it is, what is wrong, what to do. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super([`Portkeeper found ${count} in its configuration:`, ...problems.map((p) => `  - ${p}`)].join('\n'));
    this.problems = problems;
  }
}

/**
 * Gathers problems while configuration is read, so that one message names them all. A reader that reports a
 * problem goes on with any value of the right type: `throwIfAny` keeps it from being used.
 */
export class Problems {
  private readonly found: string[] = [];

  /**
   * @param where - a variable's name, or a file and the path inside it
   * @param what - what is wrong and what to do; never the value itself, which may be a secret
   */
  add(where: string, what: string): void {
    this.found.push(`${where}: ${what}`);
  }

  /** Ends the reading. @throws ConfigurationError when anything was wrong. */
  throwIfAny(): void {
    if (this.found.length > 0) throw new ConfigurationError(this.found);
  }
}
