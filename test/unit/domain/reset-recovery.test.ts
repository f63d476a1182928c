import { decide } from '../../../src/domain/lifecycle/decide';
import { evolve } from '../../../src/domain/lifecycle/evolve';
import type { PortEvent } from '../../../src/domain/model/events';
import type { Port } from '../../../src/domain/model/port';
import { day } from './instants';
import { commandDecided, commanded } from './port-events';
import { aDraft } from './port-under-test';

/**
 * one-order after a reset: a run that a reset made may have sent what it has forgotten. A cancel that came with it must
 * not take the number for a mere draft, or an order would be left at the provider that no port holds.
 */
const recalled = (mayHaveSubmitted: boolean): PortEvent => ({
  kind: 'reset_checked',
  at: day(1),
  mayHaveSubmitted,
});
const next = (port: Port) => decide(port, day(1));
const asked = evolve(aDraft({}), commanded(day(1), { name: 'cancel' }));

test('before a draft is taken out, the run is asked whether it knows all that it sent', () => {
  expect(next(asked)).toEqual({ kind: 'check_reset' });
});

test('one that knows takes the draft out at once', () => {
  const port = evolve(asked, recalled(false));
  expect(next(port)).toEqual({ kind: 'decide_command' });
  expect(evolve(port, commandDecided(day(1))).items).toMatchObject([{ status: 'canceled' }]);
});

test('one-order: one that may have forgotten searches, and cancels what it finds', () => {
  const port = evolve(evolve(asked, recalled(true)), commandDecided(day(1)));
  expect(port.items).toMatchObject([{ status: 'draft', cancel: { state: 'asked' } }]);
  expect(next(port)).toMatchObject({ kind: 'search', attempt: { state: 'unknown' } });
  const found = { ref: 'KW1', providerStatus: 'In review', actionRequired: false, items: [] };
  const known = evolve(port, {
    kind: 'searched',
    at: day(1),
    found: { kind: 'found', orders: [found] },
    runId: 'run',
  });
  expect(next(known)).toMatchObject({ kind: 'cancel', cancel: { orderRef: 'KW1' } });
});

test('what is at the provider needs no such question, and no other command does', () => {
  expect(next(evolve(aDraft({}), commanded(day(1), { name: 'refresh' }))).kind).not.toBe('check_reset');
  const unknown = evolve(
    evolve(asked, recalled(true)),
    commanded(day(1), { name: 'cancel' }, { id: 'second' }),
  );
  expect(next(evolve(unknown, commandDecided(day(1)))).kind).not.toBe('check_reset');
});
