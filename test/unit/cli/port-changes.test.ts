import { portChanges } from '../../../src/cli/ports/watch-port';
import type { PortSummary } from '../../../src/cli/ports/read-port';

const neverStopped = new AbortController().signal;

test('a port is told when its history has grown, and when it has ended', async () => {
  const seen: number[] = [];
  const looks = [summary(3), summary(3), summary(8), summary(8), summary(9, 'COMPLETED'), summary(10)];
  for await (const { historyLength } of portChanges(watch(looks))) seen.push(historyLength);
  expect(seen).toEqual([3, 8, 9]);
});

test('a port that continues in a new run has changed, though its history is as long', async () => {
  const looks = [summary(5), { ...summary(5), runId: 'next' }, summary(9, 'COMPLETED')];
  const runs: string[] = [];
  for await (const { runId } of portChanges(watch(looks))) runs.push(runId);
  expect(runs).toEqual(['run', 'next', 'run']);
});

test('a Temporal that is away for a while is waited for, and told of once', async () => {
  const away = Object.assign(new Error('gone'), { code: 14, details: 'gone', metadata: {} });
  const looks = [away, new Error('wrapped', { cause: away }), summary(9, 'COMPLETED')];
  let told = 0;
  const seen: number[] = [];
  for await (const { historyLength } of portChanges({ ...watch(looks), onUnreachable: () => told++ })) {
    seen.push(historyLength);
  }
  expect({ seen, told }).toEqual({ seen: [9], told: 1 });
});

test('any other error ends the watch', async () => {
  const changes = portChanges(watch([new Error('no such port')]));
  await expect(changes.next()).rejects.toThrow('no such port');
});

test('it ends when it is stopped', async () => {
  const controller = new AbortController();
  const seen: number[] = [];
  for await (const { historyLength } of portChanges({ ...watch([summary(1)]), stopped: controller.signal })) {
    seen.push(historyLength);
    controller.abort();
  }
  expect(seen).toEqual([1]);
});

function watch(looks: (PortSummary | Error)[]) {
  const left = [...looks];
  const poll = () => {
    const next = left.length > 1 ? left.shift() : left[0];
    return next instanceof Error ? Promise.reject(next) : Promise.resolve(next!);
  };
  return { poll, stopped: neverStopped, everyMs: 1 };
}

function summary(historyLength: number, execution = 'RUNNING'): PortSummary {
  return { historyLength, execution, runId: 'run' } as PortSummary;
}
