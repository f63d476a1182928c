/** The part of a logger that the receiver uses; pino's logger fits. */
export interface ReceiverLogger {
  /** Logs success. */
  info(fields: object, message: string): void;
  /** Logs a refused request. */
  warn(fields: object, message: string): void;
  /** Logs hints that could not be stored. */
  error(fields: object, message: string): void;
}
