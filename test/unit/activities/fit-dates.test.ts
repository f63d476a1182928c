import { fitDates } from '../../../activities/port/fit-dates';
import type { PortingProvider } from '../../../src/providers/provider';
import { TelnyxV1Provider } from '../../../src/providers/telnyx-v1/provider';
import { account, call } from '../providers/telnyx-v1/examples';

/** From 7 to 9 p.m. of the tenth in Chicago: the eleventh in UTC. */
const EVENING = { from: Date.parse('2026-12-11T01:00:00Z'), until: Date.parse('2026-12-11T03:00:00Z') };

const telnyx = (timeZone?: string): PortingProvider => {
  const { timeZone: _, ...rest } = account;
  const provider = new TelnyxV1Provider({ ...rest, ...(timeZone !== undefined && { timeZone }) }, () =>
    Promise.reject(new Error('Nobody is asked.')),
  );
  return Object.assign(provider, { allowedDates: () => Promise.resolve([EVENING]) });
};

test.each([
  ['the zone of the schedule', { timeZone: 'America/Chicago' }, telnyx('UTC'), true],
  ['the zone of the account', {}, telnyx('America/Chicago'), true],
  ['where the day of the country begins', {}, telnyx(), true],
  ['UTC, where the account says so', {}, telnyx('UTC'), false],
])('a day is meant as the edit means it: in %s', async (_where, zone, provider, isPossible) => {
  const asked = { orderRefs: ['a/b'], schedule: { date: '2026-12-10', ...zone }, country: 'US' };
  expect(await fitDates(provider, asked, call)).toEqual([
    { orderRef: 'a/b', isPossible, allowed: [EVENING] },
  ]);
});

test('a provider that names no dates leaves it to the losing carrier', async () => {
  const provider = Object.assign(telnyx(), { allowedDates: undefined });
  const asked = { orderRefs: ['a/b'], schedule: { date: '2026-12-10' } };
  expect(await fitDates(provider, asked, call)).toEqual([{ orderRef: 'a/b', isPossible: true, allowed: [] }]);
});
