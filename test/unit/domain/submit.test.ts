import { decide } from '../../../src/domain/lifecycle/decide';
import { phaseOf } from '../../../src/domain/facts/phase';
import type { Port } from '../../../src/domain/model/port';
import type { Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { checked, commanded, reviewed, submissionFailed } from './port-events';
import {
  aDraft,
  after,
  afterCommand,
  beingSent,
  decisionOf,
  withRejection,
  withUnknownOutcome,
} from './port-under-test';
import { A, B } from './snapshots';

const submitted = (port: Port, at: Instant = BEGIN) => afterCommand(port, at, { name: 'submit' });
const manual = { request: { submit: 'manual' } } as const;

test('a draft that is not released waits, and says so', () => {
  expect(phaseOf(aDraft(manual))).toBe('draft');
  expect(decide(aDraft(manual), BEGIN).kind).toBe('wait');
});

test('the command releases it', () => {
  const port = submitted(aDraft(manual));
  expect(decisionOf(port)).toMatchObject({ accepted: [A], refused: [] });
  expect(phaseOf(port)).toBe('submitting');
  expect(decide(port, BEGIN)).toEqual({ kind: 'check', numbers: [A] });
});

test('one that changed is reviewed before it is decided', () => {
  const changed = after(
    afterCommand(aDraft(manual), BEGIN, { name: 'changeDate', schedule: { date: '2026-05-01' } }),
    commanded(BEGIN, { name: 'submit' }),
  );
  // Whatever is released goes out with what is known to be complete.
  expect(decide(changed, BEGIN).kind).toBe('review');
  expect(decide(after(changed, reviewed(BEGIN)), BEGIN).kind).toBe('decide_command');
});

test('an incomplete one is refused, with what it lacks, and is not released', () => {
  const missing = [{ field: 'subscriber.name', message: 'The name.' }];
  const port = submitted(aDraft({ ...manual, missing }));
  expect(decisionOf(port)).toMatchObject({
    accepted: [],
    refused: [
      { code: 'missing_fields', message: expect.stringContaining('subscriber.name: The name.') as string },
    ],
  });
  expect(port.isSubmitApproved).toBe(false);
});

test('one that is held by a number that cannot be moved is refused, with the ways out', () => {
  const port = submitted(after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B])));
  expect(decisionOf(port)).toMatchObject({
    accepted: [],
    refused: [{ code: 'held_by_not_portable', allowed: ['cancel', 'resubmit', 'abandon'] }],
  });
});

test('what is on its way already is accepted: the same command twice is one order', () => {
  const delayed = after(beingSent(), submissionFailed(BEGIN));
  const unknown = withUnknownOutcome();
  for (const port of [beingSent(), delayed, unknown]) {
    const again = submitted(port);
    expect(decisionOf(again).accepted).toEqual([A]);
    expect(again.attempts).toEqual(port.attempts);
  }
});

test('where no number is a draft it is refused, and resubmit is named', () => {
  const port = submitted(withRejection(), day(1));
  expect(decisionOf(port)).toMatchObject({
    accepted: [],
    refused: [{ code: 'nothing_to_submit', allowed: ['resubmit', 'refresh'] }],
  });
});
