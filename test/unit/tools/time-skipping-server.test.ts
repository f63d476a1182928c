import { readFileSync } from 'node:fs';
import { startTestServer } from '../../../tools/time-skipping-server';
import { FakeMachine } from './fake-programs';

let machine: FakeMachine;
beforeEach(() => {
  machine = new FakeMachine();
});
afterEach(() => machine.destroy());

test('a server that dies is not waited for, and the error tells its last words', async () => {
  const executable = machine.write(`${machine.root}/server`, 'echo "no room for $1 bytes" >&2; exit 1');

  await expect(startTestServer({ executable, env: machine.env })).rejects.toThrow(
    /^The Temporal test server \S+\/server did not start: its process ended\nno room for \d+ bytes$/,
  );
});

test('a server that never answers is ended, and the error says how long it was waited for', async () => {
  const executable = machine.write(
    `${machine.root}/server`,
    `echo $$ > "$0.pid"; echo warming up; exec /bin/sleep 600`,
  );

  await expect(startTestServer({ executable, env: machine.env, readyTimeoutMs: 5_000 })).rejects.toThrow(
    /did not start: after 5 s it did not answer \(it does not listen\)\nwarming up$/,
  );
  expect(() => process.kill(Number(readFileSync(`${executable}.pid`, 'utf8')), 0)).toThrow('ESRCH');
});
