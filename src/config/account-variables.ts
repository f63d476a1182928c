import type { AccountConfig, AccountUse } from './account-config';
import type { Problems } from './configuration-error';
import { issueMessage, reportMissing } from './issue-message';
import { pathText } from './substitution';
import { twilioAccountSchema } from './twilio-account';
import { textOf, type Environment } from './variables';

/** Which variable stands for which key of an account in the configuration file. */
const TWILIO_VARIABLES = {
  'credentials.accountSid': 'TWILIO_ACCOUNT_SID',
  'credentials.authToken': 'TWILIO_AUTH_TOKEN',
  'credentials.apiKeySid': 'TWILIO_API_KEY_SID',
  'credentials.apiKeySecret': 'TWILIO_API_KEY_SECRET',
  baseUrl: 'TWILIO_NUMBERS_BASE_URL',
} as const;

type TwilioKey = keyof typeof TWILIO_VARIABLES;

/** The accounts that variables describe: one, named `default`, per provider with a credential set. */
export function accountsFromVariables(
  env: Environment,
  use: AccountUse,
  problems: Problems,
): AccountConfig[] {
  const twilio = twilioEntry(env);
  if (Object.keys(twilio.credentials).length === 0) {
    problems.add(
      'TWILIO_ACCOUNT_SID',
      'is not set, so there is no provider account; set it and TWILIO_AUTH_TOKEN, or name a file in PORTKEEPER_CONFIG',
    );
    return [];
  }
  const parsed = twilioAccountSchema(use).safeParse(twilio, { error: reportMissing });
  if (parsed.success) return [parsed.data];
  for (const issue of parsed.error.issues) {
    const key = pathText(issue.path);
    problems.add(key in TWILIO_VARIABLES ? TWILIO_VARIABLES[key as TwilioKey] : key, issueMessage(issue));
  }
  return [];
}

function twilioEntry(env: Environment) {
  const values = (keys: readonly TwilioKey[]) =>
    Object.fromEntries(
      keys.flatMap((key) => {
        const text = textOf(env, TWILIO_VARIABLES[key]);
        return text === undefined ? [] : [[key.replace('credentials.', ''), text]];
      }),
    );
  return {
    provider: 'twilio',
    credentials: values([
      'credentials.accountSid',
      'credentials.authToken',
      'credentials.apiKeySid',
      'credentials.apiKeySecret',
    ]),
    ...values(['baseUrl']),
  };
}
