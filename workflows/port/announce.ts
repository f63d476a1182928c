import { log, metricMeter } from '@temporalio/workflow';
import type { Port } from '../../src/domain/model/port';
import type { TimelineEntry } from '../../src/domain/model/timeline';

/**
 * Writes to the worker's log and metrics what a person should notice: each raised attention, and each reminder of an
 * automatic end. Neither is written during a replay.
 *
 * @param from - the sequence of the first timeline entry that was not announced yet
 */
export function openAnnouncer(from = 1): (port: Port) => void {
  let next = from;
  return (port) => {
    const { entries, nextSequence } = port.timeline;
    if (nextSequence === next) return;
    for (const entry of entries) if (entry.sequence >= next) announce(port, entry);
    next = nextSequence;
  };
}

function announce({ request }: Port, { kind, numbers = [], data }: TimelineEntry): void {
  const { requestId, provider, account } = request;
  const tags = { provider, account };
  // No number, no name and no text of a provider: many people can read a log.
  const facts = { requestId, ...tags, numbers: numbers.length };
  if (kind === 'attention_raised') {
    const cause = String(data?.['cause']);
    log.warn('A person is needed for a port', { ...facts, cause });
    counter('portkeeper_attentions_raised', 'Attentions that were raised').add(1, { ...tags, cause });
  }
  if (kind === 'reminder') {
    const what = String(data?.['what']);
    log.warn('Something of a port ends soon, unless a person acts', { ...facts, what, at: data?.['at'] });
    counter('portkeeper_reminders', 'Reminders that something ends by itself soon').add(1, { ...tags, what });
  }
}

function counter(name: string, what: string) {
  return metricMeter.createCounter(name, undefined, what);
}
