import { attentionsOf } from '../../../src/domain/attentions/attentions';
import type { Command } from '../../../src/domain/model/port-commands';
import { nextClock } from '../../../src/domain/lifecycle/clocks';
import { outcomesOf } from '../../../src/domain/facts/outcome';
import { phaseOf } from '../../../src/domain/facts/phase';
import { proceed } from '../../../src/domain/lifecycle/proceed';
import type { Port } from '../../../src/domain/model/port';
import { HOUR, MINUTE, SECOND } from '../../../src/domain/model/time';
import { BEGIN } from './instants';
import { commanded } from './port-events';
import { aDraft, after, termsGiven } from './port-under-test';
import { A, B } from './snapshots';
import { decidedNow } from './quiet-model';

const unprepared = (numbers: readonly string[] = [A]) => aDraft({ numbers, isUnprepared: true });
const next = (port: Port, at: number) => proceed(port, at).step;
const NO_WORKER = { code: 'no_worker_for_account', message: 'No worker.', outcome: 'unavailable' } as const;
const failed = (at: number, problem: { code: string; message: string; outcome: 'unavailable' } = NO_WORKER) =>
  ({ kind: 'call_failed', at, startedAt: at, call: 'prepare', problem }) as const;

describe('a port whose worker lacks its account', () => {
  test('is a draft that waits for a worker that has it, and asks for nothing yet', () => {
    const port = unprepared();
    expect(phaseOf(port)).toBe('draft');
    expect(attentionsOf(port)).toEqual([]);
    expect(next(port, BEGIN)).toEqual({ kind: 'prepare' });
  });

  test('goes on as any other once such a worker has said its terms, by these terms', () => {
    const terms = termsGiven({ policy: { notice: 48 * HOUR }, capabilities: { edits: true } });
    const port = after(unprepared(), { kind: 'account_prepared', at: BEGIN + HOUR, terms });
    expect(port).toMatchObject({ policy: { notice: 48 * HOUR }, capabilities: { edits: true } });
    expect(next(port, BEGIN + HOUR)).toEqual({ kind: 'check', numbers: [A] });
  });

  test('asks for what the account’s worker finds missing', () => {
    const terms = termsGiven({ missing: [{ field: 'documents', message: 'A bill.' }] });
    const port = after(unprepared(), { kind: 'account_prepared', at: BEGIN, terms });
    expect(attentionsOf(port)).toMatchObject([{ cause: 'missing_fields', fields: ['documents'] }]);
  });

  test('tells a person when no worker came, and looks again on the steps of its policy, at most half an hour apart', () => {
    let port = after(unprepared(), failed(BEGIN + 15 * MINUTE));
    expect(attentionsOf(port)).toMatchObject([{ cause: 'no_worker_for_account' }]);
    const waits = [1, 2, 3, 4, 5].map(() => {
      const { at = 0 } = nextClock(port) ?? {};
      expect(next(port, at - 1)).toMatchObject({ kind: 'wait', until: at });
      expect(next(port, at)).toEqual({ kind: 'prepare' });
      const wait = at - port.asOf;
      port = after(port, failed(at));
      return wait;
    });
    expect(waits).toEqual([15 * SECOND, MINUTE, 5 * MINUTE, 30 * MINUTE, 30 * MINUTE]);
  });

  test('waits on without an attention when a command called its wait off', () => {
    const calledOff = { code: 'called_off', message: 'Something was due.', outcome: 'unavailable' } as const;
    const port = after(unprepared(), failed(BEGIN + MINUTE, calledOff));
    expect(attentionsOf(port)).toEqual([]);
    expect(next(port, BEGIN + MINUTE)).toEqual({ kind: 'prepare' });
  });

  test('is ended by cancel and by abandon, and was never submitted', () => {
    for (const name of ['cancel', 'abandon'] as const) {
      const asked = commanded(BEGIN, { name }, { id: name, isResetChecked: true });
      const { port } = proceed(after(unprepared([A, B]), asked), BEGIN);
      expect(port.ending).toBeDefined();
      expect(outcomesOf(port)).toEqual([
        { phoneNumber: A, outcome: 'never_submitted' },
        { phoneNumber: B, outcome: 'never_submitted' },
      ]);
    }
  });

  test('refuses what cannot be judged without the account, and names what can', () => {
    const commands: Command[] = [
      { name: 'submit' },
      { name: 'amend', patch: {} },
      { name: 'changeDate', schedule: { date: 'asap' } },
      { name: 'resubmit' },
      { name: 'settle', numbers: [A], as: 'ported', evidence: 'seen' },
      { name: 'addComment', body: 'Hello.' },
      { name: 'rate', stars: 4 },
    ];
    for (const command of commands) {
      expect(decidedNow(unprepared(), BEGIN, command)).toMatchObject({
        accepted: [],
        refused: [{ code: 'not_prepared_yet', allowed: ['cancel', 'abandon', 'refresh'] }],
      });
    }
  });

  test('is looked for again at once after a refresh', () => {
    const port = after(unprepared(), failed(BEGIN + 15 * MINUTE), failed(BEGIN + HOUR));
    expect(next(port, BEGIN + HOUR).kind).toBe('wait');
    const asked = commanded(BEGIN + HOUR, { name: 'refresh' });
    expect(next(after(port, asked), BEGIN + HOUR)).toEqual({ kind: 'prepare' });
  });
});
