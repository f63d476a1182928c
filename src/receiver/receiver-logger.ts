/** What the receiver needs of a logger; pino's has it. */
export interface ReceiverLogger {
  /** What went well. */
  info(fields: object, message: string): void;
  /** What was refused. */
  warn(fields: object, message: string): void;
  /** What could not be stored. */
  error(fields: object, message: string): void;
}
