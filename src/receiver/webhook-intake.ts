import type { Hint } from '../contract/messages';
import { portWorkflowId } from '../contract/names';
import type { ProviderWebhooks, WebhookHint, WebhookRequest } from '../providers/provider';
import { verifyWebhookToken, type WebhookSecrets } from '../security/webhook-token';
import type { AnswerCode } from './answers';
import type { PortDirectory } from './port-directory';

/** What webhooks are checked against, and where their hints go. */
export interface IntakeDependencies {
  /** How each configured account's webhooks are checked and read, by `accountKey`. */
  readonly accounts: ReadonlyMap<string, ProviderWebhooks>;
  readonly webhookSecrets: WebhookSecrets;
  /** The URL at which providers reach the receiver, without a slash at its end. */
  readonly publicUrl: string;
  readonly directory: PortDirectory;
}

/** A webhook as the receiver got it. */
export interface IncomingWebhook {
  readonly provider: string;
  readonly account: string;
  readonly token: string;
  readonly method: string;
  /** Path and query as received: signatures are computed over every byte of them. */
  readonly target: string;
  readonly headers: WebhookRequest['headers'];
  readonly body: Buffer;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** What came of a webhook, for the answer and for the log. It names no number and no secret. */
export interface IntakeResult {
  readonly code: AnswerCode;
  readonly orderRefs: readonly string[];
  /** Why the hints could not be stored. */
  readonly error?: unknown;
}

/** The key of an account in `IntakeDependencies.accounts`. */
export function accountKey(provider: string, account: string): string {
  return `${provider}/${account}`;
}

/**
 * Takes one webhook. The order of the checks is part of the contract: who knows no account learns nothing about
 * tokens, who has no token nothing about signatures.
 */
export async function takeWebhook(
  webhook: IncomingWebhook,
  { accounts, webhookSecrets, publicUrl, directory }: IntakeDependencies,
): Promise<IntakeResult> {
  const { provider, account } = webhook;
  const webhooks = accounts.get(accountKey(provider, account));
  if (webhooks === undefined) return { code: 'account_unknown', orderRefs: [] };
  if (!(webhooks.methods ?? ['POST']).includes(webhook.method)) return { code: 'not_found', orderRefs: [] };

  const token = verifyWebhookToken(webhook.token, webhook, webhookSecrets);
  if (!token.ok) return { code: 'token_wrong', orderRefs: [] };

  // Never the Host header: a proxy changes it, and a sender can choose it.
  const verdict = webhooks.verify({
    method: webhook.method,
    url: `${publicUrl}${webhook.target}`,
    headers: webhook.headers,
    body: webhook.body,
  });
  if (!verdict.ok) return { code: verdict.refusal, orderRefs: [] };

  const told = verdict.hints.length > 0 ? verdict.hints : hintsFor(token.requestId);
  const hints = told.map((hint) => hintFrom(hint, webhook.receivedAt));
  if (hints.length === 0) return { code: 'nothing_to_store', orderRefs: [] };
  const orderRefs = [...new Set(hints.map(({ orderRef }) => orderRef))];
  try {
    const code = await directory.deliver({ provider, account, requestId: token.requestId }, hints);
    return { code, orderRefs };
  } catch (error) {
    return { code: 'temporal_unreachable', orderRefs, error };
  }
}

/** A webhook at the URL of one port says at least that there is something to see. */
function hintsFor(requestId: string | undefined): WebhookHint[] {
  return requestId === undefined ? [] : [{ orderRef: portWorkflowId(requestId) }];
}

const LONGEST_REF = 255;
const LONGEST_WORD = 100;

/** Bounded, because a signal carries the hints of many webhooks: none of them may make it too large for the others. */
function hintFrom(hint: WebhookHint, receivedAt: number): Hint {
  const { orderRef, word } = hint;
  return {
    ...hint,
    orderRef: orderRef.slice(0, LONGEST_REF),
    ...(word !== undefined && { word: word.slice(0, LONGEST_WORD) }),
    receivedAt,
  };
}
