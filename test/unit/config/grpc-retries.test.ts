import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { lazyClient, temporalConfig } from '../../../temporal.config';

/** No server listens there, so each attempt fails at once and is repeated later. */
const env = { XDG_CONFIG_HOME: '/nonexistent', TEMPORAL_ADDRESS: '127.0.0.1:1' };

/** A process that closes its connection while a call waits for its next attempt. */
const CLOSES = `
  const { lazyClient, temporalConfig } = require('./temporal.config.ts');
  const { client, connection } = lazyClient(temporalConfig(${JSON.stringify(env)}));
  const calls = [1, 2, 3].map((id) =>
    client.workflow.getHandle(String(id)).signal('s').catch((error) => String(error.cause?.message ?? error.message)));
  setTimeout(() => connection.close(), 60);
  Promise.all(calls).then((ends) => setTimeout(() => console.log(JSON.stringify(ends)), 1_500));
`;

test('a process that closes its connection while a call retries goes on, and the call fails', () => {
  const { status, stdout, stderr } = spawnSync(process.execPath, ['--import', 'tsx', '-e', CLOSES], {
    cwd: join(__dirname, '../../..'),
    encoding: 'utf8',
  });
  expect(stderr).toBe('');
  expect(status).toBe(0);
  const ends = JSON.parse(stdout) as string[];
  expect(ends).toHaveLength(3);
  for (const end of ends) expect(end).toMatch(/Channel has been shut down/);
}, 60_000);

test('the first attempt on a closed connection fails as before', async () => {
  const { client, connection } = lazyClient(temporalConfig(env));
  await connection.close();
  await expect(client.workflow.getHandle('x').describe()).rejects.toThrow();
});

test('a call is repeated as before while the connection is open', async () => {
  const { client, connection } = lazyClient(temporalConfig(env));
  const begun = Date.now();
  const call = client.withDeadline(begun + 1_000, () => client.workflow.getHandle('x').describe());
  await expect(call).rejects.toThrow();
  // One attempt would have failed at once.
  expect(Date.now() - begun).toBeGreaterThan(500);
  await connection.close();
});
