import { WorkflowNotFoundError } from '@temporalio/common';
import type { ProviderNotification } from '../../../src/contract/messages';
import type { ProviderWebhooks, WebhookHint } from '../../../src/providers/provider';
import { TemporalPortDirectory } from '../../../src/receiver/port-directory';
import type { WorkflowAccess } from '../../../src/receiver/temporal-hints';
import { admitWebhook, takeWebhook } from '../../../src/receiver/webhook-intake';
import { account, secrets, token } from './receiver-under-test';

/**
 * What is signaled is history, and Temporal terminates a workflow whose history has 50 MB. So: whatever webhooks come, one
 * workflow is told at most 64 KB within a second.
 */
const MAX_BYTES_PER_SECOND = 64 * 1024;
const MAX_BODY = 256 * 1024;
const PORT = 'port:acme-42';
const KNOWN = `KW${'1'.repeat(32)}`;
const ref = (at: number) => `KW${String(at).padStart(32, '0')}`;
const number = (at: number) => `+1${String(2_000_000_000 + at)}`;

/** A provider whose webhooks are hints as they are: the bound must not depend on how a provider reads its own. */
const webhooks: ProviderWebhooks = {
  verify: ({ body }) => ({ ok: true, hints: JSON.parse(body.toString()) as WebhookHint[] }),
};

beforeEach(() => {
  jest.useFakeTimers({ now: Date.UTC(2026, 11, 1) });
});
afterEach(() => {
  jest.useRealTimers();
});

/** Temporal, as far as signals go: one port has the known order, and the account takes all others. */
function temporal() {
  const signals: { readonly at: number; readonly workflowId: string; readonly bytes: number }[] = [];
  const take = (workflowId: string, notification: ProviderNotification) => {
    signals.push({ at: Date.now(), workflowId, bytes: Buffer.byteLength(JSON.stringify(notification)) });
  };
  const access: WorkflowAccess = {
    getHandle: (workflowId) => ({
      signal: async (_definition, notification) => {
        await Promise.resolve();
        if (workflowId !== PORT) throw new WorkflowNotFoundError('gone', workflowId, undefined);
        take(workflowId, notification);
      },
    }),
    signalWithStart: (_type, { workflowId, signalArgs }) => {
      take(workflowId, signalArgs[0]);
      return Promise.resolve();
    },
    // eslint-disable-next-line @typescript-eslint/require-await -- as a list of Temporal's client
    list: async function* ({ query }) {
      if (!query.includes(KNOWN)) return;
      yield {
        workflowId: PORT,
        status: { name: 'RUNNING' },
        typedSearchAttributes: { get: () => [`twilio/default/${KNOWN}`] },
      };
    },
    withDeadline: (_deadline, call) => call(),
  };
  return { signals, directory: new TemporalPortDirectory(access, 'porting') };
}

/** As many of some objects as a body has room for. */
function list(make: (at: number) => object, most = 100_000): Buffer {
  const texts: string[] = [];
  let bytes = 2;
  for (let at = 0; at < most; at++) {
    const text = JSON.stringify(make(at));
    bytes += text.length + 1;
    if (bytes > MAX_BODY) break;
    texts.push(text);
  }
  return Buffer.from(`[${texts.join(',')}]`);
}

const changed = (at: number) => Date.UTC(2026, 10, 30) + at * 10;

test.each<[string, (webhook: number) => Buffer]>([
  [
    'the same order and number over and over',
    () => list(() => ({ orderRef: KNOWN, phoneNumber: number(1), providerStatus: 'x'.repeat(60) })),
  ],
  [
    'one order with other numbers and times each',
    (webhook) =>
      list((at) => ({
        orderRef: KNOWN,
        phoneNumber: number(webhook * 10_000 + at),
        updatedAt: changed(at),
      })),
  ],
  [
    'as many unknown orders as a webhook may name, with numbers and times',
    (webhook) =>
      list((at) => ({
        orderRef: ref(webhook * 1_000 + (at % 200)),
        phoneNumber: number(at),
        updatedAt: changed(at),
      })),
  ],
  [
    'one unknown order with ever newer times',
    (webhook) =>
      list((at) => ({
        orderRef: ref(7),
        phoneNumber: number(at),
        updatedAt: changed(webhook * 10_000 + at),
      })),
  ],
  [
    'little webhooks, thousands of them',
    (webhook) => Buffer.from(JSON.stringify([{ orderRef: webhook % 2 === 0 ? KNOWN : ref(webhook) }])),
  ],
])('however many webhooks name %s, a workflow is told 64 KB a second at most', async (_, bodyOf) => {
  const { signals, directory } = temporal();
  const head = { ...account, token: token(), method: 'POST' };
  const admission = admitWebhook(head, {
    accounts: new Map([['twilio/default', webhooks]]),
    webhookSecrets: secrets,
  });
  if (!admission.ok) throw new Error(admission.code);
  const answers: Promise<{ readonly code: string }>[] = [];
  for (let webhook = 0; webhook < 60; webhook++) {
    const incoming = {
      ...head,
      target: `/webhooks/twilio/default/${head.token}`,
      headers: { 'content-type': 'application/json' },
      body: bodyOf(webhook),
      receivedAt: Date.now(),
    };
    answers.push(takeWebhook(incoming, admission, { publicUrl: 'https://hooks.example.com', directory }));
    await jest.advanceTimersByTimeAsync(50);
  }
  await jest.advanceTimersByTimeAsync(30_000);
  // What cannot be told in time comes again.
  for (const { code } of await Promise.all(answers))
    expect(['stored', 'kept', 'overloaded', 'temporal_unreachable']).toContain(code);
  expect(signals.length).toBeGreaterThan(1);
  for (const { at: from, workflowId } of signals) {
    const within = signals.filter(
      (signal) => signal.workflowId === workflowId && signal.at >= from && signal.at < from + 1_000,
    );
    expect(within.reduce((sum, { bytes }) => sum + bytes, 0)).toBeLessThanOrEqual(MAX_BYTES_PER_SECOND);
    expect(within.length).toBeLessThanOrEqual(4);
  }
});
