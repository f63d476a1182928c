import { viewLines } from '../../../src/cli/render/port';
import type { AttentionView, NumberView, PortView } from '../../../src/contract/port-view';
import { rejectionFor } from '../../../src/domain/model/reasons';
import { aNumber, AT, aView } from './a-view';

const shown = (more: Partial<PortView>): string => viewLines(aView(more)).join('\n');

/** The line of the one number. */
const row = (more: Partial<NumberView>): string =>
  viewLines(aView({ numbers: [aNumber(more)] }))
    .at(-1)!
    .trim()
    .replaceAll(/ {2,}/g, '  ');

test('a view shows what matters', () => {
  const view = aView({
    phase: 'action_required',
    attentions: [
      {
        cause: 'rejected',
        numbers: ['+12125550102'],
        fields: ['numbers.pin'],
        since: AT,
        answerBy: AT,
        message: 'Wrong PIN',
        commands: ['amend', 'resubmit'],
      },
    ],
    missing: [
      { field: 'documents', message: 'A utility bill.' },
      { field: 'numbers.pin', message: 'The PIN.', numbers: ['+12125550100', '+12125550101'] },
    ],
    numbers: [
      aNumber({
        phoneNumber: '+12125550102',
        status: 'rejected',
        rejection: rejectionFor('pin_wrong_or_expired', '22155'),
      }),
    ],
    orders: [{ ref: 'KW1', status: 'Action Required', signatureUrl: 'https://sign.example' }],
    focAt: AT,
  });
  expect(viewLines(view).join('\n')).toBe(`acme-42: action required
  provider  twilio/default
  order     KW1 (Action Required)
  FOC       2026-12-07 15:00:00Z
Numbers
  +12125550102  rejected      pin wrong or expired 22155
Needs a person
  rejected for …0102 (numbers.pin): Wrong PIN; since 2026-12-07 15:00:00Z; answer by 2026-12-07 15:00:00Z; possible: amend, resubmit
Missing
  documents: A utility bill.
  numbers.pin: The PIN. (…0100, …0101)`);
});

describe('a port in the middle of things', () => {
  const orders = [{ ref: 'KW1', status: 'In progress', signatureUrl: 'https://sign.example' }];

  test('where to sign is said while the signature is awaited, and no longer', () => {
    expect(shown({ orders, numbers: [aNumber({ status: 'awaiting_signature' })] })).toContain('sign at');
    expect(shown({ orders, numbers: [aNumber({ status: 'submitted' })] })).not.toContain('sign at');
  });

  test('what the support of the provider asks for, and why an order ended, is said with the order', () => {
    const support = { supportKey: 'sr_4e5b1b', supportTicket: '9301', cancellationReason: 'Nobody signed' };
    expect(shown({ orders: [{ ref: 'KW1', status: 'Canceled', ...support }] })).toContain(
      'KW1 (Canceled), support key sr_4e5b1b, ticket 9301, canceled because: Nobody signed',
    );
  });

  test('a submission without an answer is said', () => {
    const attempt = {
      number: 1,
      numbers: [],
      orderRefs: [],
      documentDigests: [],
      documents: [],
      schedule: { date: 'asap' },
    };
    const problem = { code: 'provider_unavailable', outcome: 'unknown', message: 'It broke.' } as const;
    expect(shown({ attempts: [{ ...attempt, result: 'unknown', problem }] })).toContain(
      'unknown   It broke.',
    );
  });
});

describe('what people did about a number is beside its status', () => {
  test.each<[string, Partial<NumberView>, string]>([
    [
      'a cancel that the status does not tell yet',
      { status: 'foc_confirmed', cancel: { askedAt: AT, state: 'sent' } },
      'foc_confirmed (cancel sent)',
    ],
    ['a cancel that it tells', { status: 'canceled', cancel: { askedAt: AT, state: 'sent' } }, 'canceled'],
    ['abandoned', { givenUp: { because: 'abandoned', at: AT } }, 'submitted (abandoned)'],
    [
      'abandoned, and being canceled for that',
      { givenUp: { because: 'abandoned', at: AT }, cancel: { askedAt: AT, state: 'asked' } },
      'submitted (cancel asked, abandoned)',
    ],
    [
      'nobody answered',
      { status: 'rejected', givenUp: { because: 'answer_by', at: AT } },
      'rejected (given up: no answer in time)',
    ],
    ['settled', { settled: { as: 'ported', at: AT } }, 'submitted (settled as ported)'],
    ['settled, at the end', { settled: { as: 'ported', at: AT }, outcome: 'ported' }, 'ported (settled)'],
    [
      'given up, at the end',
      { givenUp: { because: 'abandoned', at: AT }, outcome: 'left_open' },
      'left_open',
    ],
    [
      'a new order that waits for the end of the old one',
      { status: 'draft', supersededOrders: ['KW1', 'KW2'] },
      'draft  waits for the end of order KW1, KW2',
    ],
    [
      'an old order that is open, beside the new one',
      { supersededOrders: ['KW1'] },
      'submitted  still in order KW1',
    ],
    [
      'an old order that was never closed',
      { status: 'draft', supersededOrders: ['KW1'], outcome: 'left_open' },
      'left_open  still in order KW1',
    ],
  ])('%s', (_what, number, expected) => {
    expect(row(number)).toBe(`+12125550100  ${expected}`);
  });
});

describe('attentions name the commands as they are typed', () => {
  const said = (cause: AttentionView['cause'], commands: string[]) =>
    shown({ attentions: [{ cause, numbers: [], since: AT, message: 'So it is.', commands }] });

  test.each<[AttentionView['cause'], string[], string]>([
    ['missing_fields', ['changeDate', 'cancel'], 'change-date, cancel'],
    ['rejected', ['amend', 'resubmit'], 'amend, resubmit'],
    ['supersede_blocked', ['resubmit', 'refresh'], 'resubmit --supersede, refresh'],
    ['submission_unknown', ['refresh', 'resubmit'], 'refresh, resubmit --confirm'],
    ['no_news', ['refresh', 'resubmit'], 'refresh, resubmit --numbers …'],
  ])('%s', (cause, commands, typed) => {
    expect(said(cause, commands)).toMatch(new RegExp(`: So it is; since [^;]+; possible: ${typed}$`));
  });
});

describe('a large port stays readable', () => {
  const number = (index: number, status: NumberView['status']) =>
    aNumber({ phoneNumber: `+1212555${String(index).padStart(4, '0')}`, status });
  const numbers = Array.from({ length: 1_000 }, (_, index) =>
    number(index, index % 100 === 99 ? 'rejected' : index < 200 ? 'ported' : 'foc_confirmed'),
  );
  const rejected = numbers.filter(({ status }) => status === 'rejected');
  const attentions: AttentionView[] = [
    { cause: 'rejected', numbers: rejected.map((each) => each.phoneNumber), since: AT, commands: [] },
  ];
  const rows = (view: Partial<PortView>) => {
    const lines = viewLines(aView(view));
    const from = lines.indexOf('Numbers') + 1;
    return lines.slice(from).filter((line) => /^ {2}[+…]/.test(line));
  };

  test('those that need a person come first, the rest is counted', () => {
    const lines = rows({ numbers, attentions });
    expect(lines).toHaveLength(21);
    expect(lines.slice(0, 10).every((line) => line.includes('rejected'))).toBe(true);
    expect(lines.slice(10, 20).every((line) => line.includes('ported'))).toBe(true);
    expect(lines.at(-1)).toBe(
      '  … and 980 more: 792 foc confirmed, 188 ported; all in `portkeeper show acme-42 --json`',
    );
  });

  test('not even those that need a person are listed without an end', () => {
    const all = numbers.map(({ phoneNumber }) => ({ ...aNumber({ phoneNumber }), status: 'draft' as const }));
    const needy = { ...attentions[0]!, numbers: all.map(({ phoneNumber }) => phoneNumber) };
    expect(rows({ numbers: all, attentions: [needy] }).at(-1)).toMatch(/^ {2}… and 980 more: 980 draft; /);
  });

  test('after its end the outcomes are counted', () => {
    const ended = numbers.map((each) => ({ ...each, outcome: 'ported' as const }));
    expect(rows({ numbers: ended }).at(-1)).toMatch(/980 more: 980 ported;/);
  });

  test('no line is spent on saying that one is left out', () => {
    expect(rows({ numbers: numbers.slice(0, 21) })).toHaveLength(21);
    expect(rows({ numbers: numbers.slice(0, 22) }).at(-1)).toMatch(/^ {2}… and 2 more: 2 ported;/);
  });

  test('the answer to a command says that it does not show all', () => {
    expect(rows({ numbers: numbers.slice(0, 2), numbersLeftOut: 998 }).at(-1)).toBe(
      '  … and 998 that this answer leaves out; all in `portkeeper show acme-42 --json`',
    );
    expect(rows({ numbers: numbers.slice(0, 50), numbersLeftOut: 950 }).at(-1)).toBe(
      '  … and 30 more: 30 ported, and 950 that this answer leaves out; all in `portkeeper show acme-42 --json`',
    );
  });

  test('of many orders the newest are listed', () => {
    const orders = Array.from({ length: 30 }, (_, index) => ({ ref: `KW${index + 1}`, status: 'open' }));
    const facts = viewLines(aView({ orders })).filter((line) => /order|more/.test(line));
    expect(facts).toHaveLength(11);
    expect(facts[0]).toContain('KW21 ');
    expect(facts.slice(-2)).toEqual([
      '  order     KW30 (open)',
      '            … and 20 more; all in `portkeeper show acme-42 --json`',
    ]);
  });
});
