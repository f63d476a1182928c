import { existsSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { cacheDirectory, withLock } from '../../../tools/cache';

test.each([
  [{ PORTKEEPER_CACHE_DIR: '/a', XDG_CACHE_HOME: '/b' }, '/a'],
  [{ XDG_CACHE_HOME: '/b' }, '/b/portkeeper'],
  [{}, join(homedir(), '.cache/portkeeper')],
  [{ PORTKEEPER_CACHE_DIR: '', XDG_CACHE_HOME: '' }, join(homedir(), '.cache/portkeeper')],
])('the cache of %j is %s', (env, directory) => {
  expect(cacheDirectory(env)).toBe(directory);
});

describe('the lock', () => {
  const folder = mkdtempSync(join(tmpdir(), 'portkeeper-lock-'));
  const lock = join(folder, 'nested', 'server.lock');
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test('lets one in at a time, and says that the other waits', async () => {
    let inside = 0;
    let most = 0;
    const lines: string[] = [];
    const work = async (): Promise<void> => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 30));
      inside--;
    };
    await Promise.all([1, 2].map(() => withLock(lock, (line) => void lines.push(line), work)));

    expect(most).toBe(1);
    expect(lines).toEqual(['another process is preparing the same server; waiting for it']);
    expect(existsSync(lock)).toBe(false);
  });

  test('is released when the work fails', async () => {
    await expect(
      withLock(
        lock,
        () => undefined,
        () => Promise.reject(new Error('no')),
      ),
    ).rejects.toThrow('no');
    expect(existsSync(lock)).toBe(false);
  });

  test('of a process that was killed is taken over', async () => {
    writeFileSync(lock, '1\n');
    const minuteAgo = new Date(Date.now() - 60_000);
    utimesSync(lock, minuteAgo, minuteAgo);

    expect(
      await withLock(
        lock,
        () => undefined,
        () => Promise.resolve('done'),
      ),
    ).toBe('done');
  });
});
