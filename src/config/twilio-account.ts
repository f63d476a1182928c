import { z } from 'zod';
import type { TwilioAccount } from '../providers/twilio/account';
import type { AccountConfig, AccountUse } from './account-config';
import { accountEntry, accountUse, baseUrl, secret, timeZone } from './account-entry';
import { serverUrl } from './variables';

/** While a token is rotated there are several, the current one first. */
function tokensIn(text: string): string[] {
  return text.split(',').map((token) => token.trim());
}

const credentials = z.strictObject({
  accountSid: z.string().regex(/^AC[0-9a-f]{32}$/i, 'must be AC and 32 hex digits, from the Twilio console'),
  authToken: z
    .string()
    .superRefine((text, context) => {
      for (const token of tokensIn(text)) {
        const [issue] = secret.safeParse(token).error?.issues ?? [];
        if (issue === undefined) continue;
        const message = `must be a token, or several with commas between; one of them ${issue.message}`;
        context.addIssue({ code: 'custom', message });
        return;
      }
    })
    .exactOptional(),
  apiKeySid: z
    .string()
    .regex(/^SK[0-9a-f]{32}$/i, 'must be SK and 32 hex digits')
    .exactOptional(),
  apiKeySecret: secret.exactOptional(),
});

/** What the rules across keys look at: an entry that may have other problems, so nothing in it is certain. */
const glimpse = z.object({
  credentials: z.object({
    authToken: z.unknown().optional(),
    apiKeySid: z.unknown().optional(),
    apiKeySecret: z.unknown().optional(),
  }),
  webhooks: z.object({ signature: z.unknown().optional() }).optional(),
});

/** Applies a rule across keys even to an entry with other problems, so that one message names them all. */
function rule(broken: (entry: z.infer<typeof glimpse>) => boolean, key: string, message: string) {
  const holds = (value: unknown) => {
    const seen = glimpse.safeParse(value);
    return !seen.success || !broken(seen.data);
  };
  return z.refine(holds, { path: ['credentials', key], message, when: () => true });
}

const hasApiKey = rule(
  ({ credentials: c }) => c.authToken === undefined && c.apiKeySid === undefined,
  'authToken',
  'is missing; give the auth token (which also checks webhook signatures) or an API key',
);
const hasSigningToken = rule(
  ({ credentials: c, webhooks }) => c.authToken === undefined && webhooks?.signature !== 'off',
  'authToken',
  'is missing; Twilio signs webhooks with the auth token, so without it their signatures cannot be checked',
);
const hasSecret = rule(
  ({ credentials: c }) => c.apiKeySid !== undefined && c.apiKeySecret === undefined,
  'apiKeySecret',
  'is missing; an API key needs both its SID and its secret',
);
const hasSid = rule(
  ({ credentials: c }) => c.apiKeySid === undefined && c.apiKeySecret !== undefined,
  'apiKeySid',
  'is missing; an API key needs both its SID and its secret',
);

const entry = z.strictObject({
  ...accountEntry,
  provider: z.literal('twilio'),
  credentials,
  baseUrl: baseUrl('https://numbers.twilio.com'),
  uploadBaseUrl: serverUrl.exactOptional(),
  timeZone: timeZone.exactOptional(),
  webhooks: z
    .strictObject({ signature: z.enum(['prefer', 'require', 'off']).default('prefer') })
    .default({ signature: 'prefer' }),
});

/**
 * One Twilio account as the configuration file writes it; an `AccountConfig` after parsing.
 *
 * @param use - for `webhooks` an API key is neither needed nor kept: Twilio signs with the auth token
 */
export function twilioAccountSchema(use: AccountUse) {
  const rules = use === 'calls' ? [hasApiKey, hasSecret, hasSid] : [hasSigningToken];
  return entry.check(...rules).transform((parsed) => accountConfig(parsed, use));
}

function accountConfig(parsed: z.output<typeof entry>, use: AccountUse): AccountConfig {
  const { accountSid, authToken, apiKeySid: sid, apiKeySecret } = parsed.credentials;
  const keepsApiKey = use === 'calls' && sid !== undefined && apiKeySecret !== undefined;
  const account: TwilioAccount = {
    provider: 'twilio',
    name: parsed.name,
    credentials: {
      accountSid,
      authTokens: authToken === undefined ? [] : tokensIn(authToken),
      ...(keepsApiKey && { apiKey: { sid, secret: apiKeySecret } }),
    },
    baseUrl: parsed.baseUrl,
    ...(parsed.uploadBaseUrl !== undefined && { uploadBaseUrl: parsed.uploadBaseUrl }),
    ...(parsed.timeZone !== undefined && { timeZone: parsed.timeZone }),
    signatureMode: parsed.webhooks.signature,
    statusMap: parsed.statusMap,
  };
  return { account, ...accountUse(parsed) };
}
