import { type Dispatcher, request } from 'undici';
import type { Stack } from '../support/stack';

/** Which order and number a webhook is about. */
export interface NewsOf {
  readonly orderRef: string;
  readonly phoneNumber: string;
}

/** The sandbox sends no more webhooks: those of a measure are the only ones. */
export async function stopWebhooks({ sandbox }: Pick<Stack, 'sandbox'>): Promise<void> {
  await post(`${sandbox.url}/_control/webhooks`, { mode: 'lose' }, 200);
}

/** Sends a webhook as the provider would, and waits for the answer that makes it durable. */
export async function sendWebhook(
  { webhookUrl }: Pick<Stack, 'webhookUrl'>,
  { orderRef, phoneNumber }: NewsOf,
  dispatcher?: Dispatcher,
): Promise<void> {
  const news = { port_in_request_sid: orderRef, phone_number: phoneNumber, status: 'pending' };
  await post(webhookUrl, news, 204, dispatcher);
}

async function post(url: string, body: object, expected: number, dispatcher?: Dispatcher): Promise<void> {
  const answer = await request(url, {
    ...(dispatcher && { dispatcher }),
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  await answer.body.dump();
  if (answer.statusCode !== expected) throw new Error(`${url} answered ${String(answer.statusCode)}.`);
}
