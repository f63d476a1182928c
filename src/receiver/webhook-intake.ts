import { foldHints } from '../contract/fold-hints';
import type { Hint } from '../contract/messages';
import { portWorkflowId } from '../contract/names';
import { isHintedNumber, isPlausibleHintTime, MAX_HINTED_NUMBERS } from '../domain/facts/hint-times';
import type { ProviderWebhooks, WebhookHint, WebhookRequest } from '../providers/provider';
import { verifyWebhookToken, type WebhookSecrets } from '../security/webhook-token';
import type { AnswerCode } from './answers';
import { OverloadedError } from './batcher';
import type { PortDirectory } from './port-directory';

/** What webhooks are verified with, and where their hints are delivered. */
export interface IntakeDependencies {
  /** The webhook reader of each configured account, by `accountKey`. */
  readonly accounts: ReadonlyMap<string, ProviderWebhooks>;
  readonly webhookSecrets: WebhookSecrets;
  /** The URL at which providers reach the receiver, without a trailing slash. */
  readonly publicUrl: string;
  readonly directory: PortDirectory;
}

/** The parts of a webhook that are known before its body is read. */
export interface WebhookHead {
  readonly provider: string;
  readonly account: string;
  readonly token: string;
  readonly method: string;
}

/** A received webhook. */
export interface IncomingWebhook extends WebhookHead {
  /** Path and query as received: a signature covers every byte of them. */
  readonly target: string;
  readonly headers: WebhookRequest['headers'];
  readonly body: Buffer;
  /** Epoch milliseconds. */
  readonly receivedAt: number;
}

/** Whether the body of a webhook is read, and if not, why. */
export type Admission =
  | { readonly ok: true; readonly webhooks: ProviderWebhooks; readonly requestId: string | undefined }
  | { readonly ok: false; readonly code: 'account_unknown' | 'not_found' | 'token_wrong' };

/** The result of a webhook, for the answer and the log. It contains no phone number and no secret. */
export interface IntakeResult {
  readonly code: AnswerCode;
  /** A more precise cause than the code's message; it quotes nothing of the webhook. */
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
 * Checks a webhook's URL and method before the first byte of its body is read. The order of the checks is
 * part of the contract, here and in `takeWebhook`: a sender without a known account learns nothing about
 * tokens, and a sender without a token nothing about signatures.
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

/** Handles the body of an admitted webhook. */
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

  const webhookHints = result.hints.length > 0 ? result.hints : hintsFor(requestId);
  const hints = hintsFrom(webhookHints, result.verified === true, webhook.receivedAt);
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

/** A webhook at the URL of one port is at least a reason to read that port. */
function hintsFor(requestId: string | undefined): WebhookHint[] {
  return requestId === undefined ? [] : [{ orderRef: portWorkflowId(requestId) }];
}

const MAX_REF_LENGTH = 255;
/** The maximum number of orders in one webhook. Providers name one, or the few that a change concerns. */
const MAX_ORDERS = 200;

/**
 * Makes one hint for each order. Beyond `MAX_HINTED_NUMBERS`, hints carry no number and no time: they are only a
 * reason to read the order.
 */
function hintsFrom(webhookHints: readonly WebhookHint[], verified: boolean, receivedAt: number): Hint[] {
  const named = new Set<string>();
  return foldHints(
    webhookHints.map((each) => {
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

/** Copies only fields that are used and plausible, because every byte is stored in a history. */
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
