import {
  isFinal,
  SIMULATED_STATUS_MAP,
  summaryOf,
  type State,
} from '../../../../src/sandbox/fone-dynamics/states';

it.each<[State[], State]>([
  [['Received'], 'Received'],
  [['Accepted', 'Queued', 'Completed'], 'Queued'],
  [['Completed', 'Accepted', 'Rejected'], 'Accepted'],
  [['Cancelled', 'Completed', 'Rejected'], 'Completed'],
  [['Reversed', 'Cancelled', 'Rejected'], 'Reversed'],
  [['Cancelled', 'Rejected'], 'Rejected'],
  [['Cancelled'], 'Cancelled'],
])('%j is %s as a whole', (states, whole) => {
  expect(summaryOf(states)).toBe(whole);
});

it('every simulated word but the published ones is in the map for clients', () => {
  const words: State[] = [
    'Received',
    'Queued',
    'Submitted',
    'Accepted',
    'Completed',
    'Rejected',
    'Cancelled',
    'Reversed',
  ];
  expect(Object.keys(SIMULATED_STATUS_MAP)).toEqual(words.slice(2));
  expect(words.filter(isFinal)).toEqual(['Completed', 'Rejected', 'Cancelled', 'Reversed']);
});
