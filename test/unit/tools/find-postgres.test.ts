import { join } from 'node:path';
import { findPostgres, PostgresNotFoundError } from '../../../tools/postgres-programs';
import { FakeMachine } from './fake-programs';

let machine: FakeMachine;
beforeEach(() => (machine = new FakeMachine()));
afterEach(() => machine.destroy());

/** A folder with the programs of one version. */
function installed(folder: string, version: string): string {
  for (const name of ['initdb', 'pg_basebackup', 'pg_isready']) machine.write(join(folder, name), 'exit 0');
  machine.write(join(folder, 'postgres'), `echo "postgres (PostgreSQL) ${version}"`);
  return folder;
}

const find = (): Promise<string> => findPostgres(machine.env, [join(machine.root, 'versions')]);

test('PostgreSQL on PATH comes first', async () => {
  installed(join(machine.root, 'versions', '16', 'bin'), '16.2');
  expect(await find()).toContain('16');
  installed(machine.path, '15.13 (Debian 15.13-0+deb12u1)');
  expect(await find()).toBe(machine.path);
});

test('of several versions, the newest is used', async () => {
  for (const version of ['9.6', '15', '14'])
    installed(join(machine.root, 'versions', version, 'bin'), `${version}.1`);
  installed(join(machine.root, 'versions', 'postgresql@17', 'bin'), '17.0');
  expect(await find()).toBe(join(machine.root, 'versions', 'postgresql@17', 'bin'));
});

test('a client alone, and a version that Temporal does not support, are passed over; the error says what to install', async () => {
  machine.install('initdb', 'exit 0'); // without the server
  installed(join(machine.root, 'versions', '11', 'bin'), '11.22');
  const error: unknown = await find().catch((caught: unknown) => caught);
  expect(error).toBeInstanceOf(PostgresNotFoundError);
  expect(String(error)).toMatch(/PostgreSQL\) 11\.22[^]*apt-get install postgresql/);
});
