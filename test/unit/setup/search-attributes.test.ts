import type { Connection } from '@temporalio/client';
import { PORT_SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes';
import { registerSearchAttributes, SearchAttributeConflictError } from '../../../src/setup/search-attributes';

const ALL = PORT_SEARCH_ATTRIBUTES.map(({ name }) => name);

test('what is missing is registered, once', async () => {
  const service = new OperatorService({ PortPhase: 2, Foreign: 1 });
  expect(await registerSearchAttributes(service.connection, 'n')).toEqual({
    present: ['PortPhase'],
    added: ALL.filter((name) => name !== 'PortPhase'),
  });
  expect(await registerSearchAttributes(service.connection, 'n')).toEqual({ present: ALL, added: [] });
  expect(service.calls).toBe(1);
});

test('an attribute of another type is a conflict, and nothing is registered', async () => {
  const service = new OperatorService({ PortPhase: 3 });
  const registering = registerSearchAttributes(service.connection, 'n');
  await expect(registering).rejects.toThrow(SearchAttributeConflictError);
  await expect(registering).rejects.toThrow(/PortPhase has another type than Keyword/i);
  expect(service.calls).toBe(0);
});

test('another process may register at the same time', async () => {
  const service = new OperatorService({}, { add: 6 });
  expect((await registerSearchAttributes(service.connection, 'n')).added).toEqual(ALL);
});

test('a server that cannot list is told all of them', async () => {
  const service = new OperatorService({}, { list: 12 });
  expect((await registerSearchAttributes(service.connection, 'n')).added).toEqual(ALL);
  expect(Object.keys(service.registered)).toEqual(ALL);
});

test('other errors are not hidden', async () => {
  const service = new OperatorService({}, { add: 7 });
  await expect(registerSearchAttributes(service.connection, 'n')).rejects.toMatchObject({ code: 7 });
});

/** What `connection.operatorService` does, as far as it is used. */
class OperatorService {
  calls = 0;

  constructor(
    readonly registered: Record<string, number>,
    private readonly failing: { readonly add?: number; readonly list?: number } = {},
  ) {}

  get connection(): Connection {
    const operatorService = {
      listSearchAttributes: () =>
        this.answer(this.failing.list, () => ({ customAttributes: { ...this.registered } })),
      addSearchAttributes: ({ searchAttributes }: { searchAttributes: Record<string, number> }) =>
        this.answer(this.failing.add, () => {
          this.calls += 1;
          return Object.assign(this.registered, searchAttributes);
        }),
    };
    return { operatorService } as unknown as Connection;
  }

  private async answer<T>(code: number | undefined, give: () => T): Promise<T> {
    await Promise.resolve();
    if (code !== undefined) throw Object.assign(new Error('refused'), { code });
    return give();
  }
}
