/** The result of one check. */
export interface Finding {
  /** What was checked, for example `temporal` or `account twilio/default`. */
  readonly check: string;
  /** False if something does not work. */
  readonly ok: boolean;
  /** The state and, if it should be different, what to do. */
  readonly message: string;
  /** It works, but a person should look at it. */
  readonly warning?: true;
}

export function passed(check: string, message: string): Finding {
  return { check, ok: true, message };
}

export function warned(check: string, message: string): Finding {
  return { check, ok: true, message, warning: true };
}

export function failed(check: string, message: string): Finding {
  return { check, ok: false, message };
}
