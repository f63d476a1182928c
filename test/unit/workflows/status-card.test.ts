import type { Port } from '../../../src/domain/model/port';
import { rejectionFor } from '../../../src/domain/model/reasons';
import { HOUR, MINUTE } from '../../../src/domain/model/time';
import { statusCard } from '../../../workflows/port/status-card';
import { BEGIN, day } from '../domain/instants';
import {
  cancelAnswered,
  checked,
  commandDecided,
  commanded,
  read,
  searched,
  submissionFailed,
} from '../domain/port-events';
import { aDraft, after, afterCommand, atProvider, beingSent } from '../domain/port-under-test';
import { A, aProblem, B, C, dated, focAt, numberList, shown } from '../domain/snapshots';

/** What a person reads in the Temporal Web UI. The snapshots are there to be looked at when they change. */
const NUMBERS = [A, B, C];
const FOC = focAt(day(10));

const missing = [
  { field: 'subscriber.authorizedPerson.email', message: 'The e-mail address to which the LOA is sent.' },
  { field: 'documents', message: 'A utility bill of the account.' },
];
const wrongPin = rejectionFor('pin_wrong_or_expired', '22155', 'The PIN does not match');

const submitted = atProvider({ numbers: NUMBERS, request: { reference: 'CRM-7781' } });
const withDates = NUMBERS.map((number) => dated(number, FOC));
const confirmed = after(submitted, read(day(3), withDates));
const mixed = after(
  submitted,
  read(day(3), [dated(A, FOC), shown(B, 'submitted'), shown(C, 'rejected', { rejection: wrongPin })]),
);
const allPorted = NUMBERS.map((number) => shown(number, 'ported'));
const completed = after(confirmed, read(FOC.from, allPorted), {
  kind: 'ended',
  at: FOC.from,
  ending: { kind: 'natural' },
  cause: { kind: 'timer' },
});
const unknown = after(beingSent(), submissionFailed(BEGIN + MINUTE, { outcome: 'unknown' }));

const ambiguous = after(
  unknown,
  searched(BEGIN + 11 * MINUTE, { kind: 'ambiguous', orderRefs: ['KW1', 'KW2'] }),
);
const CANCEL_AT = day(4);
const canceling = after(
  afterCommand(confirmed, CANCEL_AT, { name: 'cancel' }),
  cancelAnswered(CANCEL_AT, NUMBERS),
);
const cancelRefused = after(
  afterCommand(confirmed, CANCEL_AT, { name: 'cancel', numbers: [A] }),
  cancelAnswered(
    CANCEL_AT,
    [A],
    aProblem({ outcome: 'refused', message: 'The carrier does not release it.' }),
  ),
);

/** One number is out, one asked to be, one goes on: the road is about the last alone. */
const oneGoesOn = after(
  afterCommand(confirmed, CANCEL_AT, { name: 'cancel', numbers: [A] }),
  cancelAnswered(CANCEL_AT, [A]),
  read(CANCEL_AT + HOUR, [shown(A, 'canceled'), dated(B, FOC), dated(C, FOC)]),
  commanded(CANCEL_AT + 2 * HOUR, { name: 'cancel', numbers: [B] }),
  commandDecided(CANCEL_AT + 2 * HOUR),
);

const CARDS: [string, Port][] = [
  ['a draft with missing fields', aDraft({ missing })],
  ['a number that cannot be moved', after(aDraft({ numbers: [A, B] }), checked(BEGIN, [B], [A]))],
  ['being submitted', beingSent()],
  ['a submission whose outcome is unknown', unknown],
  ['a submission of which several orders may be it', ambiguous],
  ['at the provider', submitted],
  ['with a date', confirmed],
  ['three numbers, three scenarios', mixed],
  ['being canceled', canceling],
  ['a cancel that the provider refused', cancelRefused],
  ['one canceled, one being canceled, one going on', oneGoesOn],
  ['completed', completed],
];

test.each(CARDS)('%s', (_, port) => {
  expect(statusCard(port)).toMatchSnapshot();
});

describe('whatever the port', () => {
  const thousand = numberList(1_000);
  const longNames = Array.from({ length: 40 }, (_, index) => `subscriber.${'field'.repeat(8)}${index}`);
  const widest = after(
    atProvider({
      numbers: thousand,
      missing: longNames.map((field) => ({ field, message: 'It is missing.' })),
      request: {
        reference: 'R'.repeat(100),
        subscriber: {
          name: 'Ada Moss',
          accountNumber: 'A-991',
          address: {
            street: '1 Main St',
            city: 'New York',
            region: 'NY',
            postalCode: '10001',
            country: 'US',
          },
        },
      },
    }),
    read(
      BEGIN + HOUR,
      thousand.map((number) =>
        shown(number, 'rejected', { rejection: { ...wrongPin, message: `The PIN of ${number} is wrong` } }),
      ),
    ),
  );
  const all: [string, Port][] = [...CARDS, ['a thousand rejected numbers', widest]];

  test.each(all)('its card is under 2 KB, because the Web UI passes it in a URL: %s', (_, port) => {
    expect(Buffer.byteLength(statusCard(port))).toBeLessThan(2_048);
  });

  test.each(all)('no number, name or address is on its card: %s', (_, port) => {
    const card = statusCard(port);
    for (const { phoneNumber } of port.request.numbers) expect(card).not.toContain(phoneNumber.slice(1));
    for (const personal of ['Ada', 'A-991', 'Main St', '10001']) expect(card).not.toContain(personal);
  });

  test.each(all)('the first line says the state, the second what to do: %s', (_, port) => {
    const [title, callOut] = statusCard(port).split('\n');
    expect(title).toMatch(/^### \S+ \S/);
    expect(callOut).toMatch(/^> \S/);
  });
});
