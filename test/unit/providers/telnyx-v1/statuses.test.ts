import { statusLookup } from '../../../../src/providers/telnyx-v1/statuses';

describe('Telnyx’s words', () => {
  it.each([
    ['unassigned', 'in_review'],
    ['in-process', 'in_review'],
    ['In Process', 'in_review'],
    ['submitted', 'submitted'],
    ['exception', 'rejected'],
    ['foc-date-confirmed', 'foc_confirmed'],
    [' FOC_DATE_CONFIRMED ', 'foc_confirmed'],
    ['cancel-pending', 'canceling'],
    ['cancelled', 'canceled'],
    ['canceled', 'canceled'],
    ['ported', 'ported'],
    ['activation-in-progress', undefined],
    ['', undefined],
  ])('%s is %s', (word, status) => {
    expect(statusLookup()(word)).toBe(status);
  });

  it('are the account’s first', () => {
    const words = statusLookup({ 'Activation In-Progress': 'foc_confirmed', submitted: 'in_review' });
    expect([words('activation-in-progress'), words('submitted'), words('ported')]).toEqual([
      'foc_confirmed',
      'in_review',
      'ported',
    ]);
  });
});
