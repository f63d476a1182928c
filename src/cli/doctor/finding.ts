/** What one check found. */
export interface Finding {
  /** What was looked at, for example `temporal` or `account twilio/default`. */
  readonly check: string;
  /** False: something does not work. */
  readonly ok: boolean;
  /** How things are; where they should be different, what to do. */
  readonly message: string;
  /** It works, and yet somebody should look at it. */
  readonly warning?: true;
}

export function good(check: string, message: string): Finding {
  return { check, ok: true, message };
}

export function doubtful(check: string, message: string): Finding {
  return { check, ok: true, message, warning: true };
}

export function bad(check: string, message: string): Finding {
  return { check, ok: false, message };
}
