import { CliError } from './cli-error';
import { ACCOUNT_NAME } from '../contract/names';

/** The name of an account, as a person types it. @throws CliError `usage` */
export function accountName(text: string): string {
  if (ACCOUNT_NAME.test(text)) return text;
  throw new CliError('usage', 'An account has 1 to 40 lower-case letters, digits and dashes.', 2);
}
