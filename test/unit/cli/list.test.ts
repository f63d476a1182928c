import type { ListFilter } from '../../../src/client/list-ports';
import { PHASES } from '../../../src/cli/commands/list';
import { ATTENTION_CAUSES } from '../../../src/domain/model/attention';
import { instantOf } from '../../../src/cli/commands/list';
import { session } from './fake-session';
import { runCommand } from './run-command';

jest.mock('../../../src/cli/temporal-session', () => jest.requireActual<object>('./fake-session'));

/** The filter that a command line asks with. */
async function filterOf(...args: string[]): Promise<ListFilter | undefined> {
  let asked: ListFilter | undefined;
  session.porting = {
    // eslint-disable-next-line @typescript-eslint/require-await -- the index is asynchronous
    list: async function* (filter) {
      asked = filter;
      yield* [];
    },
  };
  const { exitCode, stdout } = await runCommand(['list', ...args]);
  expect({ exitCode, stdout }).toEqual({ exitCode: 0, stdout: 'No ports.\n' });
  return asked;
}

test('without options all ports are listed', async () => {
  expect(await filterOf()).toEqual({});
});

test('every option is a filter', async () => {
  const filter = await filterOf(
    ...['--phase', 'action_required', '--attention', 'rejected', '--tenant', 'acme'],
    ...['--reference', 'CRM 7', '--cancel-by-before', '2026-12-10'],
    ...['--cancel-by-after', '2026-12-09T08:00:00+01:00'],
  );
  expect(filter).toEqual({
    phase: 'action_required',
    attention: 'rejected',
    tenant: 'acme',
    reference: 'CRM 7',
    cancelByBefore: '2026-12-10T00:00:00.000Z',
    cancelByAfter: '2026-12-09T07:00:00.000Z',
  });
});

test('every phase and every cause can be chosen, and nothing else', async () => {
  for (const phase of PHASES) expect(await filterOf('--phase', phase)).toEqual({ phase });
  for (const attention of ATTENTION_CAUSES) {
    expect(await filterOf('--attention', attention)).toEqual({ attention });
  }
  expect(await runCommand(['list', '--attention', 'needed'])).toMatchObject({ exitCode: 2, stdout: '' });
});

describe('an instant', () => {
  test.each([
    ['a day begins at midnight in UTC', '2026-12-10', '2026-12-10T00:00:00.000Z'],
    ['an instant', '2026-12-10T15:00:00Z', '2026-12-10T15:00:00.000Z'],
    ['without seconds, of another zone', '2026-12-10T15:00-05:00', '2026-12-10T20:00:00.000Z'],
    ['with fractions', '2026-12-10T15:00:00.123456Z', '2026-12-10T15:00:00.123Z'],
  ])('%s', (_what, text, instant) => {
    expect(instantOf(text)).toBe(instant);
  });

  test.each([
    ['a day that there is not', '2026-02-30'],
    ['a time that there is not', '2026-12-10T25:00:00Z'],
    ['a time without its zone', '2026-12-10T15:00:00'],
    ['words', 'tomorrow'],
    ['a year', '2026'],
    ['nothing', ''],
  ])('%s is wrong usage', async (_what, text) => {
    for (const option of ['--cancel-by-before', '--cancel-by-after']) {
      const { exitCode, stderr } = await runCommand(['list', option, text]);
      expect({ exitCode, stderr }).toEqual({ exitCode: 2, stderr: expect.stringContaining('2026-12-10') });
    }
  });
});
