import { request } from 'undici';
import type { PortHandle } from '../../src/client/port-handle';
import type { PortRequestInput } from '../../src/contract/port-request-input';
import { HOUR, SECOND } from '../../src/domain/model/time';
import { eventually, type Stack } from './stack';

/** The notice of the policy that the life needs: it comes within seconds after the date is known. */
export const USUAL_NOTICE = 4 * SECOND;

const PATIENCE_MS = 60_000;

/** Twilio's own filter: a webhook for each of a number's four changes, and for nothing else. */
export async function filterWebhooks(stack: Stack): Promise<void> {
  await post(stack, '/twilio/v1/Porting/Configuration/Webhook', {
    port_in_target_url: stack.webhookUrl,
    notifications_of: ['WaitingForSignature', 'Submitted', 'Pending', 'Completed'].map(
      (status) => `PortInPhoneNumber${status}`,
    ),
  });
}

/**
 * A whole life of a port in real time, with a policy that only has a short notice: news of four changes (signature, in
 * progress, date, completed), the notice and the deadline.
 *
 * @param tell - sends the news of a change; default: the sandbox sends its webhooks
 * @returns the port, completed
 */
export async function liveAsUsual(
  stack: Stack,
  input: PortRequestInput,
  tell: (orderRef: string) => Promise<void> = async () => {},
): Promise<PortHandle> {
  const before = stack.sandbox.sandbox.orders().length;
  const port = await stack.porting.start(input);
  // A query that comes during the port's first step costs a workflow task: no query comes before the order is made.
  await eventually(
    () => Promise.resolve(stack.sandbox.sandbox.orders().length),
    (orders) => orders > before,
    PATIENCE_MS,
  );
  const reached = (phase: string) =>
    eventually(
      () => port.view(),
      (view) => view.phase === phase,
      PATIENCE_MS,
    );
  const { orders } = await reached('waiting_for_foc');
  const { ref } = orders[0]!;
  const advance = async (body: object) => {
    await post(stack, `/_control/orders/${ref}/advance`, body);
    await tell(ref);
  };
  await advance({ to: 'awaiting_signature' });
  await reached('awaiting_signature');
  await advance({ to: 'submitted' });
  await reached('waiting_for_foc');
  await advance({
    to: 'foc_confirmed',
    focAt: new Date(Date.now() + 72 * HOUR + USUAL_NOTICE + 3 * SECOND).toISOString(),
  });
  await reached('foc_confirmed');
  await reached('window_closed');
  await advance({ to: 'ported' });
  const { phase } = await port.result();
  if (phase !== 'completed') throw new Error(`${port.requestId} ended as ${phase}.`);
  return port;
}

async function post(stack: Stack, path: string, body: object): Promise<void> {
  const answer = await request(`${stack.sandbox.url}${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      authorization: `Basic ${Buffer.from(`AC${'0'.repeat(32)}:sandbox-token`).toString('base64')}`,
    },
    body: JSON.stringify(body),
  });
  const text = await answer.body.text();
  if (answer.statusCode >= 300) throw new Error(`${path}: ${String(answer.statusCode)} ${text}`);
}
