import { isFinal } from '../../../../src/domain/item-status';
import { MINUTE, type Instant } from '../../../../src/domain/time';
import { planAtProvider } from '../arbitraries';
import { happenings } from '../life';
import { newlyTold } from '../port-under-test';
import { inEveryLife, observations } from './every-life';

describe('a read is believed', () => {
  test('a final item leaves its status only when reads agree on it for five minutes', () => {
    inEveryLife(planAtProvider, (life) => {
      const shownSince = new Map<string, { status: string; at: Instant }>();
      for (const { was, item, status, at } of observations(life)) {
        const since = shownSince.get(item.phoneNumber);
        if (isFinal(was.status) && item.status !== was.status) {
          expect(since?.status).toBe(status);
          expect(at - since!.at).toBeGreaterThanOrEqual(5 * MINUTE);
        }
        if (!isFinal(item.status) || status === item.status || status === undefined)
          shownSince.delete(item.phoneNumber);
        else if (since?.status !== status) shownSince.set(item.phoneNumber, { status, at });
      }
    });
  });

  test('an item that is not final has the status that the newest read shows', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { was, item, snapshot, status } of observations(life)) {
        if (isFinal(was.status) || snapshot.status === undefined) continue;
        expect(item.status).toBe(status);
      }
    });
  });

  test('an unknown word changes no status and is told once', () => {
    inEveryLife(planAtProvider, (life) => {
      for (const { was, item, snapshot } of observations(life)) {
        if (snapshot.status === undefined && was.status !== 'draft') expect(item.status).toBe(was.status);
      }
      const told = happenings(life)
        .flatMap(({ before, port }) => newlyTold(before, port))
        .filter(({ kind }) => kind === 'unknown_provider_status')
        .map(({ data }) => data?.['word']);
      expect(told).toEqual([...new Set(told)]);
      expect(told).not.toContain('');
    });
  });
});
