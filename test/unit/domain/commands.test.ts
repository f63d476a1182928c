import type { AskedCommand } from '../../../src/domain/model/commands';
import { decisionsToCarry, KEPT_DECISIONS } from '../../../src/domain/commands/decisions';
import { decide } from '../../../src/domain/lifecycle/decide';
import type { PortEvent } from '../../../src/domain/model/events';
import type { Port } from '../../../src/domain/model/port';
import { proceed } from '../../../src/domain/lifecycle/proceed';
import { HOUR, type Instant } from '../../../src/domain/model/time';
import { BEGIN, day } from './instants';
import { commandDecided, commanded, read, readNothingNew } from './port-events';
import { aDraft, after, atProvider, decisionOf, entriesOf } from './port-under-test';
import { A, B, numberList, shown } from './snapshots';
import { decidedNow } from './quiet-model';

const AT = day(1);
const withId = (id: string, command: AskedCommand['command'], at: Instant = AT): PortEvent =>
  commanded(at, command, { id });

describe('the order of things', () => {
  test('commands are decided one by one, the oldest first', () => {
    const port = after(
      aDraft({ request: { submit: 'manual' } }),
      withId('1', { name: 'changeDate', schedule: { date: '2026-05-01' } }),
      withId('2', { name: 'changeDate', schedule: { date: '2026-05-02' } }),
    );
    const once = after(port, commandDecided(AT));
    expect(once.pendingCommands.map(({ id }) => id)).toEqual(['2']);
    expect(once.request.schedule.date).toBe('2026-05-01');
    expect(after(once, commandDecided(AT)).request.schedule.date).toBe('2026-05-02');
  });

  test('a command comes before everything else that the port could do', () => {
    const port = after(aDraft(), withId('1', { name: 'cancel' }));
    expect(decide(aDraft(), BEGIN).kind).toBe('check');
    expect(decide(port, BEGIN).kind).toBe('check_reset');
    const known = after(port, { kind: 'reset_checked', at: BEGIN, mayHaveSubmitted: false });
    expect(decide(known, BEGIN).kind).toBe('decide_command');
    expect(proceed(known, BEGIN).step.kind).toBe('done');
  });

  test('one look serves all who wait for one; who comes later gets another', () => {
    const port = after(
      atProvider(),
      withId('1', { name: 'refresh' }),
      withId('2', { name: 'refresh' }),
      readNothingNew(AT),
      withId('3', { name: 'refresh' }),
    );
    expect(decide(port, AT).kind).toBe('decide_command');
    const both = after(port, commandDecided(AT), commandDecided(AT));
    expect(both.recentDecisions.map(({ id }) => id)).toEqual(['1', '2']);
    expect(decide(both, AT)).toMatchObject({ kind: 'read', cause: { command: 'refresh' } });
  });

  test('a decision without a pending command changes nothing', () => {
    const port = atProvider();
    expect(after(port, commandDecided(AT))).toEqual({ ...port, asOf: AT });
  });
});

test('a refresh accepts every number, whatever became of it', () => {
  const port = after(
    atProvider({ numbers: [A, B] }),
    read(AT, [shown(A, 'ported'), shown(B, 'rejected')]),
    withId('1', { name: 'refresh' }),
    readNothingNew(AT),
    commandDecided(AT),
  );
  expect(decisionOf(port)).toEqual({ id: '1', accepted: [A, B], refused: [] });
});

describe('the same id', () => {
  const command = { name: 'cancel' } as const;

  test('while it waits: it waits once', () => {
    const port = after(atProvider(), withId('1', command), withId('1', command, AT + HOUR));
    expect(port.pendingCommands).toHaveLength(1);
    expect(port.pendingCommands[0]!.at).toBe(AT);
  });

  test('when it is decided: it has its answer, even where it would get another now', () => {
    const port = after(
      atProvider({ numbers: [A, B] }),
      withId('1', { ...command, numbers: [A] }),
      commandDecided(AT),
    );
    const later = after(port, withId('1', command, AT + HOUR));
    expect(later.pendingCommands).toEqual([]);
    expect(later.recentDecisions).toEqual([{ id: '1', accepted: [A], refused: [] }]);
    expect(entriesOf(later, 'cancel_requested')).toHaveLength(1);
  });

  test('the newest decisions are remembered, and only those', () => {
    const port = Array.from({ length: KEPT_DECISIONS + 1 }, (_, index) => String(index)).reduce<Port>(
      (before, id) =>
        after(before, withId(id, { name: 'changeDate', schedule: { date: 'asap' } }), commandDecided(AT)),
      atProvider(),
    );
    expect(port.recentDecisions).toHaveLength(KEPT_DECISIONS);
    expect(port.recentDecisions[0]!.id).toBe('1');
    expect(after(port, withId('1', { name: 'refresh' })).pendingCommands).toEqual([]);
    expect(after(port, withId('0', { name: 'refresh' })).pendingCommands).toHaveLength(1);
  });
});

test('a command that is refused for a thousand numbers is answered with fifty refusals and one for all others', () => {
  const unknown = numberList(1_000).map((number) => `${number}9`);
  const { refused } = decidedNow(atProvider(), AT, { name: 'cancel', numbers: unknown });
  expect(refused).toHaveLength(51);
  expect(refused.at(-1)?.numbers).toHaveLength(950);
});

test('the timeline names who asked', () => {
  const port = after(
    atProvider(),
    commanded(AT, { name: 'cancel' }, { by: 'grace' }),
    commandDecided(AT + HOUR),
  );
  expect(entriesOf(port, 'cancel_requested')).toMatchObject([
    { at: AT + HOUR, cause: { kind: 'command', command: 'cancel', by: 'grace' } },
  ]);
});

describe('what a run hands to the next', () => {
  test('is every decision of a small port', () => {
    const port = after(
      atProvider(),
      withId('1', { name: 'refresh' }),
      readNothingNew(AT),
      commandDecided(AT),
    );
    expect(decisionsToCarry(port.recentDecisions)).toEqual(port.recentDecisions);
  });
});
