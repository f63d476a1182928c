import type { TemporalSession } from '../../../src/cli/temporal-session';
import { PORT_SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes';
import { runCommand } from './run-command';

/** A server that takes new search attributes only after some questions. */
const server = { questions: 0, takesThemAfter: 2 };

jest.mock('../../../src/cli/temporal-session', () => ({
  withTemporal: (_env: unknown, work: (session: TemporalSession) => Promise<unknown>) =>
    work({
      client: {
        workflow: {
          count: () => {
            server.questions += 1;
            const unknown = { code: 3, details: 'column name PortPhase is not a valid search attribute' };
            return server.questions > server.takesThemAfter
              ? Promise.resolve({ count: 0 })
              : Promise.reject(Object.assign(new Error('3 INVALID_ARGUMENT'), unknown));
          },
          list: async function* () {},
        },
      },
      connection: {
        operatorService: {
          listSearchAttributes: () => Promise.resolve({ customAttributes: {} }),
          addSearchAttributes: () => Promise.resolve({}),
        },
      },
      config: { namespace: 'default', address: '127.0.0.1:7233', taskQueue: 'porting' },
    } as unknown as TemporalSession),
}));

// The client of this session has no connection.
jest.mock('../../../src/encryption/index-client', () => ({ indexClient: (client: unknown) => client }));

test('setup ends when the server takes the search attributes, so that a start right after it works', async () => {
  const { exitCode, stdout } = await runCommand(['setup'], { XDG_CONFIG_HOME: '/nonexistent' });
  expect(exitCode).toBe(0);
  for (const { name } of PORT_SEARCH_ATTRIBUTES) expect(stdout).toContain(name);
  expect(server.questions).toBe(server.takesThemAfter + 1);
});
