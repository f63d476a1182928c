import { phaseOf } from '../../../src/domain/facts/phase';
import type { ItemSnapshot } from '../../../src/domain/model/snapshot';
import { DAY } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { cancelAnswered, checked, read, submissionFailed } from './port-events';
import {
  aDraft,
  after,
  afterCommand,
  atProvider,
  beingSent,
  withRejection,
  withUnknownOutcome,
} from './port-under-test';
import { A, aProblem, B, C, dated, focAt, shown } from './snapshots';

const FAR = focAt(day(30));
const NEAR = focAt(day(2));

const shownPhase = (...items: readonly ItemSnapshot[]) =>
  phaseOf(after(atProvider({ numbers: [A, B, C] }), read(day(1), items)));

describe('before the provider has it', () => {
  test.each([
    ['complete and released', aDraft(), 'submitting'],
    ['released, and something is missing', aDraft({ missing: [{ field: 'x', message: 'y' }] }), 'draft'],
    ['complete, without a submit command', aDraft({ request: { submit: 'manual' } }), 'draft'],
    [
      'held by a number that cannot be moved',
      after(aDraft({ numbers: [A, B] }), checked(BEGIN, [A], [B])),
      'draft',
    ],
    [
      'no number can be moved',
      after(aDraft({ numbers: [A, B] }), checked(BEGIN, [], [A, B])),
      'action_required',
    ],
    ['on its way', beingSent(), 'submitting'],
    ['on its way again later', after(beingSent(), submissionFailed(BEGIN)), 'submitting'],
    ['sent, with an unknown outcome', withUnknownOutcome(), 'submitting'],
    ['refused', after(beingSent(), submissionFailed(BEGIN, { outcome: 'refused' })), 'action_required'],
  ])('%s', (_, port, phase) => {
    expect(phaseOf(port)).toBe(phase);
  });
});

describe('at the provider', () => {
  test.each<[string, ItemSnapshot[], string]>([
    [
      'all wait for the LOA',
      [shown(A, 'awaiting_signature'), shown(B, 'awaiting_signature'), shown(C, 'awaiting_signature')],
      'awaiting_signature',
    ],
    [
      'the furthest behind waits for the LOA',
      [shown(A, 'awaiting_signature'), shown(B, 'submitted'), dated(C, FAR)],
      'awaiting_signature',
    ],
    [
      'the furthest behind is in review',
      [shown(A, 'in_review'), shown(B, 'awaiting_signature'), dated(C, FAR)],
      'waiting_for_foc',
    ],
    ['one has no date yet', [shown(A, 'submitted'), dated(B, FAR), dated(C, FAR)], 'waiting_for_foc'],
    ['all have a date', [dated(A, FAR), dated(B, FAR), dated(C, FAR)], 'foc_confirmed'],
    ['one of the deadlines is ahead', [dated(A, NEAR), dated(B, FAR), dated(C, NEAR)], 'foc_confirmed'],
    ['every deadline has passed', [dated(A, NEAR), dated(B, NEAR), dated(C, NEAR)], 'window_closed'],
    ['those that moved do not count', [shown(A, 'ported'), dated(B, NEAR), dated(C, NEAR)], 'window_closed'],
    [
      'those that wait for a person do not count',
      [shown(A, 'rejected'), dated(B, FAR), dated(C, FAR)],
      'foc_confirmed',
    ],
    [
      'a cancel was asked for all',
      [shown(A, 'canceling'), shown(B, 'canceling'), shown(C, 'ported')],
      'canceling',
    ],
    [
      'a cancel was asked for some',
      [shown(A, 'canceling'), shown(B, 'canceling'), shown(C, 'submitted')],
      'waiting_for_foc',
    ],
    [
      'every open one waits for a person',
      [shown(A, 'rejected'), shown(B, 'expired'), shown(C, 'ported')],
      'action_required',
    ],
  ])('%s', (_, items, phase) => {
    expect(shownPhase(...items)).toBe(phase);
  });

  test('a rejected number that is being canceled waits for no person, until its cancel is refused', () => {
    const rejected = withRejection();
    expect(phaseOf(rejected)).toBe('action_required');
    const canceled = afterCommand(rejected, day(1), { name: 'cancel' });
    expect(phaseOf(canceled)).toBe('canceling');
    const problem = aProblem({ outcome: 'refused' });
    expect(phaseOf(after(canceled, cancelAnswered(day(1), [A], problem)))).toBe('action_required');
  });

  test('while all have moved and the port only stays to see a reversal, no person needs to act', () => {
    const held = after(atProvider({ policy: { holdAfterPorted: DAY } }), read(day(1), [shown(A, 'ported')]));
    expect(phaseOf(held)).toBe('window_closed');
  });
});
