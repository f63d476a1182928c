/** A Temporal server that a drill may kill, and start again on what it had stored. */
export interface DrillServer {
  /** `host:port` for clients; the same after every restart. */
  readonly address: string;
  /** Ends it with SIGKILL, without warning, and waits for its end. */
  kill(): Promise<void>;
  /** Starts it again after {@link kill}, on the same address and data, and waits until it answers. */
  restart(): Promise<void>;
  /** Ends it for good and deletes its data. Safe to repeat, also after {@link kill}. */
  stop(): Promise<void>;
}

/**
 * Starts a server with the namespace `default` and Portkeeper's search attributes.
 *
 * @param report - receives one line for each notable step, for example the progress of a build
 */
export type StartDrillServer = (report: (line: string) => void) => Promise<DrillServer>;
