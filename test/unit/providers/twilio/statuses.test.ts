import { asksForAction, statusLookup } from '../../../../src/providers/twilio/statuses';
import { normalizeStatus } from '../../../../src/providers/normalize-status';

describe('normalizeStatus', () => {
  it.each([
    ['In Review', 'in_review'],
    ['  Waiting  for-Signature ', 'waiting_for_signature'],
    ['port_pending', 'port_pending'],
    ['PORT - PENDING', 'port_pending'],
  ])('%s', (word, expected) => {
    expect(normalizeStatus(word)).toBe(expected);
  });
});

describe('the words of numbers', () => {
  it.each([
    ['In review', 'in_review'],
    ['Waiting for Signature', 'awaiting_signature'],
    ['port_submitted', 'submitted'],
    ['Submitted', 'submitted'],
    ['Port-Pending', 'foc_confirmed'],
    ['pending', 'foc_confirmed'],
    ['port_rejected', 'rejected'],
    ['rejected', 'rejected'],
    ['canceling', 'canceling'],
    ['cancelling', 'canceling'],
    ['Canceled', 'canceled'],
    ['cancelled', 'canceled'],
    ['Expired', 'expired'],
    ['Completed', 'ported'],
    ['in_progress', undefined],
    ['on hold', undefined],
    ['', undefined],
  ])('%s', (word, status) => {
    expect(statusLookup().ofNumber(word)).toBe(status);
  });
});

describe('the words of orders', () => {
  it.each([
    ['In Review', 'in_review', true],
    ['pending', 'in_review', true],
    ['Waiting for Signature', 'awaiting_signature', true],
    ['In progress', 'submitted', true],
    ['Canceled', 'canceled', true],
    ['cancelled', 'canceled', true],
    ['Expired', 'expired', true],
    ['Completed', undefined, true],
    ['Action Required', undefined, true],
    ['port_submitted', undefined, false],
    ['paused', undefined, false],
  ])('%s', (word, status, known) => {
    expect([statusLookup().ofOrder(word), statusLookup().knowsOrder(word)]).toEqual([status, known]);
  });

  it('asks for action by one word', () => {
    expect(['Action Required', 'action-required', 'in_review'].map(asksForAction)).toEqual([
      true,
      true,
      false,
    ]);
  });
});

describe('an account with words of its own', () => {
  const words = statusLookup({ 'On Hold': 'submitted', pending: 'in_review', completed: 'ported' });

  it('knows them, however they are written, above the tables', () => {
    expect(words.ofNumber('on-hold')).toBe('submitted');
    expect(words.ofNumber('Pending')).toBe('in_review');
    expect(words.ofNumber('port_pending')).toBe('foc_confirmed');
    expect(words.ofOrder('ON HOLD')).toBe('submitted');
  });

  it('never lets a word of an order port a number', () => {
    expect(words.ofNumber('completed')).toBe('ported');
    expect(words.ofOrder('completed')).toBeUndefined();
  });
});
