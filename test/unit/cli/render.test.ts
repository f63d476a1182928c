import { columns } from '../../../src/cli/render/layout';
import { acceptedLine, refusalLines } from '../../../src/cli/render/decision';
import { orderLines } from '../../../src/cli/commands/provider/orders';
import { listedLines } from '../../../src/cli/render/port';
import { portabilityLines } from '../../../src/cli/commands/provider/portability';
import { timelineLine } from '../../../src/cli/render/timeline';
import { webhookTargetLines } from '../../../src/cli/commands/provider/webhooks';
import { rejectionFor } from '../../../src/domain/model/reasons';
import type { TimelineEntryView } from '../../../src/contract/port-view';

const AT = '2026-12-07T15:00:00.123Z';

test('columns line up, and nothing trails', () => {
  expect(
    columns([
      ['a', 'bbb', ''],
      ['aaaa', 'b', 'c'],
    ]),
  ).toEqual(['a     bbb', 'aaaa  b    c']);
});

test('a list is a table; an empty one says so', () => {
  const port = { requestId: 'acme-42', workflowId: 'port:acme-42', phase: 'foc_confirmed', startedAt: AT };
  const row = {
    ...port,
    provider: 'twilio',
    account: 'default',
    actionRequired: false,
    attentions: [],
    orders: [],
  };
  const lines = listedLines([{ ...row, focAt: AT, cancelBy: AT }]);
  expect(lines).toEqual([
    expect.stringMatching(/^REQUEST ID +PHASE /),
    'acme-42     foc_confirmed  twilio/default  -          2026-12-07 15:00:00Z  2026-12-07 15:00:00Z  2026-12-07 15:00:00Z',
  ]);
  const needed = { ...row, actionRequired: true };
  expect(listedLines([{ ...needed, attentions: ['rejected', 'no_news'] }, needed]).slice(1)).toEqual([
    expect.stringContaining('  rejected, no_news  '),
    expect.stringContaining('  needed  '),
  ]);
  expect(listedLines([])).toEqual(['No ports.']);
});

test('a refusal says why for each number, and what is allowed instead', () => {
  const refusal = { number: '+12125550100', code: 'number_ended', message: 'It is ported already.' } as const;
  expect(
    refusalLines([
      { ...refusal, allowed: [] },
      { ...refusal, allowed: ['refresh', 'cancel'] },
    ]),
  ).toEqual([
    'portkeeper: number_ended: It is ported already.',
    'portkeeper: number_ended: It is ported already. Allowed now: refresh, cancel.',
  ]);
  expect(
    refusalLines([
      { code: 'submission_unknown', message: 'Look there.', allowed: ['resubmit', 'changeDate'] },
    ]),
  ).toEqual(['portkeeper: submission_unknown: Look there. Allowed now: resubmit --confirm, change-date.']);
  expect(acceptedLine(['+12125550100'])).toBe('Accepted for …0100.');
});

describe('what a provider answers', () => {
  test('portability: what is wanted, or what is wrong', () => {
    const rejection = rejectionFor('already_ours', '22131', 'ALREADY_IN_THE_TARGET_ACCOUNT');
    expect(
      portabilityLines([
        { phoneNumber: '+12125550100', portable: true, type: 'local', country: 'US', carrier: 'Old Telco' },
        { phoneNumber: '+12125550900', portable: true, type: 'mobile', pinAndAccountNumberRequired: true },
        { phoneNumber: '+12125550101', portable: false, rejection },
      ]),
    ).toEqual([
      'NUMBER        PORTABLE  TYPE    COUNTRY  CARRIER    WANTED OR WRONG',
      '+12125550100  yes       local   US       Old Telco',
      '+12125550900  yes       mobile  -        -          PIN and account number',
      '+12125550101  no        -       -        -          already ours (22131): ALREADY_IN_THE_TARGET_ACCOUNT',
    ]);
  });

  test('orders: what the list does not say is a dash', () => {
    expect(
      orderLines([
        { ref: 'KW1', status: 'In progress', numbers: 2, ported: 0, updated: '2026-12-01' },
        { ref: 'KW2', status: 'Action Required', suggestedAction: 'call us' },
      ]),
    ).toEqual([
      'ORDER  STATUS           NUMBERS  PORTED  CREATED  UPDATED     SUGGESTED ACTION',
      'KW1    In progress      2        0       -        2026-12-01',
      'KW2    Action Required  -        -       -        -           call us',
    ]);
    expect(orderLines([])).toEqual(['No orders.']);
  });

  test('webhooks: where they go, and whether that is new', () => {
    expect(webhookTargetLines({ url: 'https://a.example/hook', events: [] })).toEqual([
      'url     https://a.example/hook',
      'events  all',
    ]);
    expect(webhookTargetLines({ events: ['A', 'B'], changed: true })).toEqual([
      'url      none: no webhooks are sent',
      'events   only A, B: other changes are seen at the next regular poll',
      'changed  yes',
    ]);
  });
});

describe('the story', () => {
  const tell = (entry: Partial<TimelineEntryView>) =>
    timelineLine({ sequence: 1, at: AT, kind: 'ended', cause: 'start', ...entry });

  test.each([
    [
      { kind: 'foc_confirmed', cause: 'hint', numbers: ['+12125550100'], data: { foc: AT, cancelBy: AT } },
      'FOC confirmed for …0100: 2026-12-07 15:00:00Z, cancel by 2026-12-07 15:00:00Z [webhook]',
    ],
    [
      {
        kind: 'status_changed',
        numbers: ['+12125550102'],
        data: { from: 'submitted', to: 'rejected', reason: 'pin_wrong_or_expired', code: '22155' },
      },
      '…0102 was rejected: pin wrong or expired, 22155',
    ],
    [
      {
        kind: 'cancel_requested',
        cause: 'command',
        command: 'cancel',
        by: 'ada',
        numbers: ['+12125550100'],
        data: { reason: 'customer stays' },
      },
      'cancel requested for …0100: customer stays [cancel by ada]',
    ],
    [
      { kind: 'status_changed', numbers: ['+12125550113'], data: { from: 'canceling', to: 'ported' } },
      '…0113 has moved, although it was being canceled',
    ],
    [
      { kind: 'amended', cause: 'command', command: 'changeDate', data: { date: '2026-12-10' } },
      'wanted date changed to 2026-12-10 for the port [change-date]',
    ],
    [{ kind: 'ended', data: { ending: 'natural' } }, 'the port has ended'],
    [{ kind: 'ended', data: { ending: 'answer_by' } }, 'the port has ended (answer by)'],
    [
      { kind: 'checked', cause: 'command', command: 'refresh', by: 'ada' },
      expect.stringMatching(/ \[refresh by ada\]$/),
    ],
    [{ kind: 'of_a_newer_release', numbers: ['+12125550100'] }, 'of a newer release (…0100)'],
    [
      { kind: 'submitted', numbers: ['1', '2', '3', '4'], data: { orderRef: 'KW1' } },
      '4 numbers submitted to the provider as order KW1',
    ],
  ])('%j', (entry, expected) => {
    expect(tell(entry).replace('2026-12-07 15:00:00Z  ', '')).toEqual(expected);
  });

  test('a phone number shows its last four digits only', () => {
    expect(tell({ kind: 'created', numbers: ['+12125550100'] })).not.toContain('+1212');
  });
});
