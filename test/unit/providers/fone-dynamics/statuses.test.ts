import { statusLookup } from '../../../../src/providers/fone-dynamics/statuses';

it('knows two words, and no other', () => {
  const words = statusLookup();
  expect(['Received', 'QUEUED', ' queued '].map(words)).toEqual(['in_review', 'in_review', 'in_review']);
  expect(['Submitted', 'Completed', 'Port Complete', ''].map(words)).toEqual(Array(4).fill(undefined));
});

it('follows the account in every spelling, and above what is published', () => {
  const words = statusLookup({ 'With Carrier': 'submitted', queued: 'submitted' });
  expect(['with carrier', 'With-Carrier', 'WITH  CARRIER', 'Queued', 'Received'].map(words)).toEqual([
    'submitted',
    'submitted',
    'submitted',
    'submitted',
    'in_review',
  ]);
});

it('takes no word from what every object has', () => {
  expect(statusLookup()('constructor')).toBeUndefined();
});
