import { foldHints } from '../contract/fold-hints';
import type { Hint } from '../contract/messages';
import { portWorkflowId } from '../contract/names';
import { isHintedNumber, isPlausibleHintTime, MAX_HINTED_NUMBERS } from '../domain/facts/hint-times';
import type { ProviderWebhooks, WebhookHint, WebhookRequest } from '../providers/provider';
import { verifyWebhookToken, type WebhookSecrets } from '../security/webhook-token';
import type { AnswerCode } from './answers';
import { OverloadedError } from './batcher';
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

/** What of a webhook is known before its body is read. */
export interface WebhookHead {
  readonly provider: string;
  readonly account: string;
  readonly token: string;
  readonly method: string;
}

/** A webhook as the receiver got it. */
export interface IncomingWebhook extends WebhookHead {
  /** Path and query as received: signatures are computed over every byte of them. */
  readonly target: string;
  readonly headers: WebhookRequest['headers'];
  readonly body: Buffer;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** A webhook that may send its body, or why it may not. */
export type Admission =
  | { readonly ok: true; readonly webhooks: ProviderWebhooks; readonly requestId: string | undefined }
  | { readonly ok: false; readonly code: 'account_unknown' | 'not_found' | 'token_wrong' };

/** What came of a webhook, for the answer and for the log. It names no number and no secret. */
export interface IntakeResult {
  readonly code: AnswerCode;
  /** The cause, where it is known better than the code says; it quotes nothing of the webhook. */
  readonly message?: string;
  readonly orderRefs: readonly string[];
  /** Why the hints could not be stored. */
  readonly error?: unknown;
}

/** The key of an account in `IntakeDependencies.accounts`. */
export function accountKey(provider: string, account: string): string {
  return `${provider}/${account}`;
}

/**
 * Judges a webhook by its URL and method, before the first byte of its body is read. The order of the checks is part of
 * the contract, here and in `takeWebhook`: a sender who knows no account learns nothing about tokens, one who has no
 * token nothing about signatures.
 */
export function admitWebhook(
  head: WebhookHead,
  { accounts, webhookSecrets }: Pick<IntakeDependencies, 'accounts' | 'webhookSecrets'>,
): Admission {
  const webhooks = accounts.get(accountKey(head.provider, head.account));
  if (webhooks === undefined) return { ok: false, code: 'account_unknown' };
  if (!(webhooks.methods ?? ['POST']).includes(head.method)) return { ok: false, code: 'not_found' };
  const token = verifyWebhookToken(head.token, head, webhookSecrets);
  return token.ok ? { ok: true, webhooks, requestId: token.requestId } : { ok: false, code: 'token_wrong' };
}

/** Takes the body of a webhook that was admitted. */
export async function takeWebhook(
  webhook: IncomingWebhook,
  { webhooks, requestId }: Extract<Admission, { ok: true }>,
  { publicUrl, directory }: Pick<IntakeDependencies, 'publicUrl' | 'directory'>,
): Promise<IntakeResult> {
  const { provider, account } = webhook;
  // Never the Host header: a proxy changes it, and a sender can choose it.
  const result = webhooks.verify({
    method: webhook.method,
    url: `${publicUrl}${webhook.target}`,
    headers: webhook.headers,
    body: webhook.body,
  });
  if (!result.ok) return { code: result.refusal, message: result.message, orderRefs: [] };

  const told = result.hints.length > 0 ? result.hints : hintsFor(requestId);
  const hints = hintsFrom(told, result.verified === true, webhook.receivedAt);
  if (hints.length === 0) return { code: 'nothing_to_store', orderRefs: [] };
  const orderRefs = hints.map(({ orderRef }) => orderRef);
  if (hints.length > MAX_ORDERS)
    return {
      code: 'unreadable',
      message: `The webhook names more than ${String(MAX_ORDERS)} orders. Send it in parts.`,
      orderRefs,
    };
  try {
    const code = await directory.deliver({ provider, account, requestId }, hints);
    return { code, orderRefs };
  } catch (error) {
    const code = error instanceof OverloadedError ? 'overloaded' : 'temporal_unreachable';
    return { code, orderRefs, error };
  }
}

/** A webhook at the URL of one port says at least that there is something to see. */
function hintsFor(requestId: string | undefined): WebhookHint[] {
  return requestId === undefined ? [] : [{ orderRef: portWorkflowId(requestId) }];
}

const MAX_REF_LENGTH = 255;
/** The most orders that one webhook may name. Providers tell of one, or of the few that one change concerns. */
const MAX_ORDERS = 200;

/**
 * One hint for each order. Of more numbers than a port can have, one webhook does not say when something happened: then
 * there is something to see, and no more.
 */
function hintsFrom(told: readonly WebhookHint[], verified: boolean, receivedAt: number): Hint[] {
  const named = new Set<string>();
  return foldHints(
    told.map((each) => {
      const hint = hintFrom(each, verified, receivedAt);
      const { phoneNumber, updatedAt: _, ...plain } = hint;
      if (phoneNumber === undefined) return plain;
      const number = `${hint.orderRef} ${phoneNumber}`;
      if (!named.has(number) && named.size >= MAX_HINTED_NUMBERS) return plain;
      named.add(number);
      return hint;
    }),
  );
}

/** Only what somebody uses, and only as far as it can be true: every byte of it goes into a history. */
function hintFrom(hint: WebhookHint, verified: boolean, receivedAt: number): Hint {
  const { orderRef, phoneNumber, updatedAt } = hint;
  return {
    orderRef: orderRef.slice(0, MAX_REF_LENGTH),
    ...(isHintedNumber(phoneNumber) && { phoneNumber }),
    ...(isPlausibleHintTime(updatedAt, receivedAt) && { updatedAt }),
    receivedAt,
    ...(verified && { verified }),
  };
}
