import { accountFields, baseUrl, secret, timeZone } from '../account-fields';
import type { AccountUse } from '../descriptor';
import { serverUrl } from '../server-url';
import { z } from 'zod';

/** There are several tokens while the auth token is rotated, the current one first. */
function tokensIn(text: string): string[] {
  return text.split(',').map((token) => token.trim());
}

const credentials = z.strictObject({
  /** `AC` and 32 hex digits: the account that owns the orders. */
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

/**
 * The fields that the rules across keys read. The entry may have other errors, so nothing in it is certain.
 */
const partialEntry = z.object({
  credentials: z.object({
    authToken: z.unknown().optional(),
    apiKeySid: z.unknown().optional(),
    apiKeySecret: z.unknown().optional(),
  }),
  webhooks: z.object({ signature: z.unknown().optional() }).optional(),
});

/** Applies a rule across keys even to an entry with other errors, so that one message names all of them. */
function rule(broken: (entry: z.infer<typeof partialEntry>) => boolean, key: string, message: string) {
  const holds = (value: unknown) => {
    const seen = partialEntry.safeParse(value);
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
  ...accountFields('twilio'),
  credentials,
  baseUrl: baseUrl('https://numbers.twilio.com'),
  /** The base URL of the API that takes documents; default: `https://numbers-upload.twilio.com`. */
  uploadBaseUrl: serverUrl.exactOptional(),
  /** The IANA zone of this account's dates without a time. Absent: the country's outermost zones. */
  timeZone: timeZone.exactOptional(),
  webhooks: z
    .strictObject({ signature: z.enum(['prefer', 'require', 'off']).default('prefer') })
    .default({ signature: 'prefer' }),
});

/**
 * The schema of a Twilio account in the configuration file.
 *
 * @param use - for `webhooks` an API key is neither needed nor kept: Twilio signs with the auth token
 */
export function twilioAccountSchema(use: AccountUse) {
  const rules = use === 'calls' ? [hasApiKey, hasSecret, hasSid] : [hasSigningToken];
  return entry.check(...rules).transform(({ credentials: given, webhooks, ...account }) => ({
    ...account,
    credentials: twilioCredentials(given, use),
    signatureMode: webhooks.signature,
  }));
}

function twilioCredentials(given: z.output<typeof credentials>, use: AccountUse) {
  const { accountSid, authToken, apiKeySid: sid, apiKeySecret } = given;
  const keepsApiKey = use === 'calls' && sid !== undefined && apiKeySecret !== undefined;
  return {
    accountSid,
    /**
     * The account's auth tokens, the current one first. The first one authenticates calls (unless there is an
     * API key). Any of them may have signed a webhook, so that a token can be rotated without losing
     * webhooks.
     */
    authTokens: authToken === undefined ? [] : tokensIn(authToken),
    /** Authenticates calls instead of the auth token. Twilio never signs webhooks with it. */
    ...(keepsApiKey && { apiKey: { sid, secret: apiKeySecret } }),
  };
}

/** One account at Twilio, as configured. */
export type TwilioAccount = z.output<ReturnType<typeof twilioAccountSchema>>;
