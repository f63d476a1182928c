import { isFinal } from '../../../../src/domain/facts/items';
import { MINUTE, type Instant } from '../../../../src/domain/model/time';
import { expectThat, keyOf, observations, recordedBy, type Invariants } from './invariant';

export const READING: Invariants = {
  'a final item leaves its status only when looks agree on it for five minutes': (run) => {
    const shownSince = new Map<string, { status: string; at: Instant }>();
    for (const { was, item, status, at } of observations(run)) {
      const key = keyOf(item);
      const since = shownSince.get(key);
      if (isFinal(was.status) && item.status !== was.status) {
        expectThat(
          since?.status === status && at - since!.at >= 5 * MINUTE,
          () => `${key} left its status at once`,
        );
      }
      if (!isFinal(item.status) || status === item.status || status === undefined) shownSince.delete(key);
      else if (since?.status !== status) shownSince.set(key, { status, at });
    }
  },

  'an item that is not final has the status that the newest look shows': (run) => {
    for (const { was, item, snapshot, status } of observations(run)) {
      if (isFinal(was.status) || snapshot.status === undefined) continue;
      expectThat(item.status === status, () => `${keyOf(item)} is ${item.status} and not ${String(status)}`);
    }
  },

  'an unknown word changes no status and is told once': (run) => {
    for (const { was, item, snapshot } of observations(run)) {
      if (snapshot.status !== undefined || was.status === 'draft') continue;
      expectThat(item.status === was.status, () => `${keyOf(item)} is ${item.status} by an unknown word`);
    }
    const told = run.happenings
      .flatMap(recordedBy)
      .filter(({ kind }) => kind === 'unknown_provider_status')
      .map(({ data }) => data?.['providerStatus']);
    expectThat(new Set(told).size === told.length && !told.includes(''), () => `told: ${told.join(', ')}`);
  },

  'nothing but a look, a check or a submission says what the provider did': (run) => {
    for (const { event, before, port } of run.happenings) {
      if (['read', 'submitted', 'searched', 'checked', 'submission_failed'].includes(event.kind)) continue;
      if (before.items === port.items) continue;
      const known = new Map(before.items.map((item) => [keyOf(item), item]));
      for (const item of port.items) {
        const was = known.get(keyOf(item));
        if (was === undefined || was.status === item.status) continue;
        // What never left us is out as soon as it is canceled.
        expectThat(item.orderRef === undefined, () => `${event.kind} made ${keyOf(item)} ${item.status}`);
      }
    }
  },
};
