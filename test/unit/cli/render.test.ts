import { columns } from '../../../src/cli/render/columns';
import { listedLines } from '../../../src/cli/render/port-list';
import { viewLines } from '../../../src/cli/render/port-view';
import { storyLine } from '../../../src/cli/render/story';
import type { PortView, TimelineEntryView } from '../../../src/contract/port-view';

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
  const lines = listedLines([
    { ...port, provider: 'twilio', account: 'default', actionRequired: false, focAt: AT, cancelBy: AT },
  ]);
  expect(lines).toEqual([
    expect.stringMatching(/^REQUEST ID +PHASE /),
    'acme-42     foc_confirmed  twilio/default  -          2026-12-07 15:00:00Z  2026-12-07 15:00:00Z  2026-12-07 15:00:00Z',
  ]);
  expect(listedLines([])).toEqual(['No ports.']);
});

test('a view shows what matters', () => {
  const view: PortView = {
    requestId: 'acme-42',
    provider: 'twilio',
    account: 'default',
    phase: 'action_required',
    createdAt: AT,
    attentions: [
      {
        cause: 'rejected',
        numbers: ['+12125550102'],
        fields: ['numbers.pin'],
        since: AT,
        answerBy: AT,
        message: 'Wrong PIN',
        commands: ['refresh'],
      },
    ],
    missing: [{ field: 'documents', message: 'A utility bill.' }],
    numbers: [
      {
        phoneNumber: '+12125550102',
        status: 'rejected',
        cancellable: true,
        rejection: {
          reason: 'pin_wrong_or_expired',
          code: '22155',
          isFixable: true,
          actor: 'customer',
        } as never,
      },
    ],
    orders: [{ ref: 'KW1', status: 'Action Required', signatureUrl: 'https://sign.example' }],
    attempts: [],
    comments: [],
    policy: {},
    focAt: AT,
  };
  expect(viewLines(view).join('\n')).toBe(`acme-42: action required
  provider  twilio/default
  order     KW1 (Action Required)
  sign at   https://sign.example
  FOC       2026-12-07 15:00:00Z
Numbers
  +12125550102  rejected      pin wrong or expired 22155
Needs a person
  rejected for …0102 (numbers.pin): Wrong PIN; answer by 2026-12-07 15:00:00Z; possible: refresh
Missing
  documents: A utility bill.`);
});

describe('the story', () => {
  const tell = (entry: Partial<TimelineEntryView>) =>
    storyLine({ sequence: 1, at: AT, kind: 'ended', cause: 'start', ...entry });

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
