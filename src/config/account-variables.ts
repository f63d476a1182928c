import { PROVIDERS, type ProviderName } from '../contract/names';
import type { AccountConfig, AccountUse } from './account-config';
import type { Problems } from './configuration-error';
import { foneDynamicsAccountSchema } from './fone-dynamics-account';
import { issueMessage, reportMissing } from './issue-message';
import { pathText } from './substitution';
import { telnyxV1AccountSchema } from './telnyx-v1-account';
import { twilioAccountSchema } from './twilio-account';
import { textOf, type Environment } from './variables';

/** Which variable stands for which key of an account in the configuration file. */
type Variables = Readonly<Record<string, string>>;

const VARIABLES: Readonly<Record<ProviderName, Variables>> = {
  twilio: {
    'credentials.accountSid': 'TWILIO_ACCOUNT_SID',
    'credentials.authToken': 'TWILIO_AUTH_TOKEN',
    'credentials.apiKeySid': 'TWILIO_API_KEY_SID',
    'credentials.apiKeySecret': 'TWILIO_API_KEY_SECRET',
    baseUrl: 'TWILIO_NUMBERS_BASE_URL',
    uploadBaseUrl: 'TWILIO_UPLOAD_BASE_URL',
  },
  'telnyx-v1': {
    'credentials.apiUser': 'TELNYX_V1_API_USER',
    'credentials.apiToken': 'TELNYX_V1_API_TOKEN',
    baseUrl: 'TELNYX_V1_BASE_URL',
  },
  'fone-dynamics': {
    'credentials.accountSid': 'FONE_DYNAMICS_ACCOUNT_SID',
    'credentials.token': 'FONE_DYNAMICS_TOKEN',
    propertySid: 'FONE_DYNAMICS_PROPERTY_SID',
    // As JSON: most words of this provider are not published.
    statusMap: 'FONE_DYNAMICS_STATUS_MAP',
    baseUrl: 'FONE_DYNAMICS_BASE_URL',
  },
};

/** How often the accounts of variables are swept, in ISO 8601; without it never. */
const SWEEP_EVERY = 'PORTKEEPER_SWEEP_EVERY';

const SCHEMAS = {
  twilio: twilioAccountSchema,
  'telnyx-v1': telnyxV1AccountSchema,
  'fone-dynamics': foneDynamicsAccountSchema,
} as const satisfies Record<ProviderName, unknown>;

/** The accounts that variables describe: one, named `default`, per provider with a credential set. */
export function accountsFromVariables(
  env: Environment,
  use: AccountUse,
  problems: Problems,
): AccountConfig[] {
  const named = PROVIDERS.filter((provider) => hasCredential(env, VARIABLES[provider]));
  if (named.length === 0) {
    problems.add(
      'TWILIO_ACCOUNT_SID',
      'is not set, so there is no provider account; set it and TWILIO_AUTH_TOKEN (or the variables of another ' +
        'provider: README), or name a file in PORTKEEPER_CONFIG',
    );
  }
  return named.flatMap((provider) => accountOf(provider, env, use, problems));
}

function accountOf(
  provider: ProviderName,
  env: Environment,
  use: AccountUse,
  problems: Problems,
): AccountConfig[] {
  const parsed = SCHEMAS[provider](use).safeParse(entryOf(provider, env), { error: reportMissing });
  if (parsed.success) return [parsed.data];
  for (const issue of parsed.error.issues) {
    const key = pathText(issue.path);
    problems.add(
      key === 'sweep.every' ? SWEEP_EVERY : (VARIABLES[provider][key] ?? key),
      issueMessage(issue),
    );
  }
  return [];
}

function hasCredential(env: Environment, variables: Variables): boolean {
  return Object.entries(variables).some(
    ([key, variable]) => key.startsWith('credentials.') && textOf(env, variable) !== undefined,
  );
}

/** JSON, or the text itself, for the schema to refuse. */
function parsedOr(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return text;
  }
}

/** The entry that a configuration file would have for it. */
function entryOf(provider: ProviderName, env: Environment) {
  const credentials: Record<string, string> = {};
  const every = textOf(env, SWEEP_EVERY);
  const entry: Record<string, unknown> = { provider, credentials, ...(every && { sweep: { every } }) };
  for (const [key, variable] of Object.entries(VARIABLES[provider])) {
    const text = textOf(env, variable);
    if (text === undefined) continue;
    if (key.startsWith('credentials.')) credentials[key.slice('credentials.'.length)] = text;
    else entry[key] = key === 'statusMap' ? parsedOr(text) : text;
  }
  return entry;
}
