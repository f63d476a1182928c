/**
 * The configuration cannot be used. The message lists every problem with its remedy, and never contains a
 * value that could be a secret.
 */
export class ConfigurationError extends Error {
  /** Always `ConfigurationError`. */
  override readonly name = 'ConfigurationError';
  /** Always `configuration_invalid`. */
  readonly code = 'configuration_invalid';
  /** One sentence per problem: where, what is wrong, what to do. */
  readonly problems: readonly string[];

  constructor(problems: readonly string[]) {
    const count = problems.length === 1 ? 'a problem' : `${problems.length} problems`;
    super([`Portkeeper found ${count} in its configuration:`, ...problems.map((p) => `  - ${p}`)].join('\n'));
    this.problems = problems;
  }
}

/**
 * Collects problems while configuration is read, so that one message lists all. After a problem, a reader
 * continues with any value of the right type; `throwIfAny` prevents its use.
 */
export class Problems {
  private readonly found: string[] = [];

  /**
   * Adds a problem.
   *
   * @param where - a variable's name, or a file and the path in it
   * @param what - what is wrong and what to do; never the value itself, which may be a secret
   */
  add(where: string, what: string): void {
    this.found.push(`${where}: ${what}`);
  }

  /**
   * Ends the reading.
   *
   * @throws ConfigurationError if there was any problem
   */
  throwIfAny(): void {
    if (this.found.length > 0) throw new ConfigurationError(this.found);
  }
}
