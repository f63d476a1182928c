import { CliError } from './cli-error';

/** The name of an account, as a person types it. @throws CliError `usage` */
export function accountName(text: string): string {
  if (/^[a-z0-9-]{1,40}$/.test(text)) return text;
  throw new CliError('usage', 'An account has 1 to 40 lower-case letters, digits and dashes.', 2);
}
