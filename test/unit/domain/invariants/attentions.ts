import { answerableAttentionsOf, attentionsOf } from '../../../../src/domain/attentions/attentions';
import type { AnswerableAttention } from '../../../../src/domain/model/attention';
import type { OrderItem } from '../../../../src/domain/model/item';
import type { Port } from '../../../../src/domain/model/port';
import type { TimelineEntry } from '../../../../src/domain/model/timeline';
import { answerTo } from '../sample-commands';
import { decidedNow } from '../quiet-model';
import { expectThat, expectNone, expectSame, recordedBy, type Invariants } from './invariant';

export const ATTENTIONS: Invariants = {
  'they are what the items say': (run) => {
    for (const { port } of run.rests) {
      const shown = attentionPairs(port);
      for (const [status, cause] of Object.entries(CAUSE_OF_STATUS)) {
        const numbers = port.items
          .filter((item) => item.status === status && item.cancel === undefined)
          .filter(({ superseded, givenUp, settled }) => !superseded && !givenUp && !settled)
          .filter((item) => !isLeftOnPurpose(port, item))
          .map(({ phoneNumber }) => `${cause} ${phoneNumber}`);
        expectSame(
          shown.filter((pair) => pair.startsWith(`${cause} `)),
          port.ending === undefined ? numbers : [],
          cause,
        );
      }
    }
  },

  'what the timeline raised and did not clear is what stands': (run) => {
    const standing = new Set<string>();
    const first = run.lines[0]!.port;
    replay(standing, first.timeline.entries);
    for (const happening of run.happenings) {
      replay(standing, recordedBy(happening));
      const stands = new Set(attentionPairs(happening.port));
      expectThat(
        stands.size === standing.size && [...stands].every((pair) => standing.has(pair)),
        () => `told: ${[...standing].join(', ')}; but it stands: ${[...stands].join(', ')}`,
      );
    }
  },

  'nothing is cleared and raised again at once': (run) => {
    for (const happening of run.happenings) {
      const told = recordedBy(happening);
      const cleared = toldPairs(told, 'attention_cleared');
      expectNone(
        toldPairs(told, 'attention_raised').filter((pair) => cleared.includes(pair)),
        'cleared and raised at once',
      );
    }
  },

  'every attention is about numbers of the port, says since when, and gives the time to answer that is left':
    (run, { given }) => {
      for (const { port } of run.rests) {
        for (const { numbers, since, answerBy, cause } of attentionsOf(port)) {
          expectNone(
            numbers.filter((number) => !given.numbers!.includes(number)),
            'foreign numbers',
          );
          expectThat(new Set(numbers).size === numbers.length, () => `${cause} names a number twice`);
          expectThat(since <= port.asOf, () => `${cause} stands since a time to come`);
          expectThat(answerBy === undefined || answerBy >= since, () => `${cause} ended before it began`);
        }
      }
    },

  'every command that an attention names is accepted when it is given at once, for one of its numbers': (
    run,
  ) => {
    if (!run.isSample) return;
    const tried = new Set<string>();
    for (const { at, port } of run.rests) {
      for (const attention of answerableAttentionsOf(port)) {
        // It stands for long, and the same answer would be given day by day.
        const kind = JSON.stringify([
          attention.cause,
          attention.commands,
          attention.numbers.map(statusIn(port)),
        ]);
        if (tried.has(kind)) continue;
        tried.add(kind);
        for (const name of attention.commands) expectAccepted(port, at, attention, name);
      }
    }
  },
};

function expectAccepted(
  port: Port,
  at: number,
  attention: AnswerableAttention,
  name: AnswerableAttention['commands'][number],
): void {
  const command = answerTo(attention, name, port);
  const { accepted, refused } = decidedNow(port, at, command);
  const { cause, numbers } = attention;
  // Some are about the port as a whole.
  const isForAll = numbers.length === 0 || name === 'abandon' || name === 'refresh';
  const isForIt = isForAll ? accepted.length > 0 : numbers.some((number) => accepted.includes(number));
  // The look that comes first can settle a contradiction, and find that all is over.
  const isOver =
    port.items.some((item) => item.contradiction !== undefined) &&
    refused.every(({ code }) => code === 'number_ended');
  expectThat(
    isForIt || isOver,
    () => `${cause} names ${name}, and it is refused: ${JSON.stringify(refused)}`,
  );
}

function statusIn(port: Port) {
  return (number: string) =>
    port.items
      .filter((item) => item.phoneNumber === number)
      .map(({ status, cancel }) => [status, cancel?.state]);
}

const CAUSE_OF_STATUS = {
  not_portable: 'not_portable',
  rejected: 'rejected',
  expired: 'expired',
  canceled: 'canceled_by_carrier',
} as const;

/** A number that the check refused, in a request that said to go on without such: no attention is needed. */
function isLeftOnPurpose(port: Port, item: OrderItem): boolean {
  return (
    item.status === 'not_portable' &&
    item.orderRef === undefined &&
    item.attempt === 1 &&
    port.request.onNotPortable === 'continue_without'
  );
}

/** Each attention once for each of its numbers. */
function attentionPairs(port: Port): string[] {
  return attentionsOf(port).flatMap(({ cause, numbers }) =>
    (numbers.length === 0 ? [''] : numbers).map((number) => `${cause} ${number}`),
  );
}

/** The same of what the timeline tells. */
function toldPairs(entries: readonly TimelineEntry[], kind: TimelineEntry['kind']): string[] {
  return entries
    .filter((entry) => entry.kind === kind)
    .flatMap(({ numbers, data }) =>
      (numbers ?? ['']).map((number) => `${String(data?.['cause'])} ${number}`),
    );
}

/** Keeps account of what stands; nothing is raised that stands, and nothing cleared that does not. */
function replay(standing: Set<string>, entries: readonly TimelineEntry[]): void {
  for (const entry of entries) {
    for (const pair of toldPairs([entry], 'attention_raised')) {
      expectThat(!standing.has(pair), () => `${pair} was raised, and stands already`);
      standing.add(pair);
    }
    for (const pair of toldPairs([entry], 'attention_cleared')) {
      expectThat(standing.delete(pair), () => `${pair} was cleared, and did not stand`);
    }
  }
}
