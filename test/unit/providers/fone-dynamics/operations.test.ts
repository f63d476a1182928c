import type { OperationAnswer, OperationInput } from '../../../../src/contract/provider-operations';
import { FoneDynamicsProvider } from '../../../../src/providers/fone-dynamics/provider';
import type { OwnOperationName } from '../../../../src/providers/operations';
import {
  account,
  call,
  changeJson,
  NUMBER,
  numberJson,
  OTHER,
  pageJson,
  queryOf,
  requestJson,
  scripted,
} from './examples';

/** Runs an operation as the activity does: parsed first. */
function running(...answers: Parameters<typeof scripted>) {
  const { transport, sent } = scripted(...answers);
  const provider = new FoneDynamicsProvider(account, transport);
  const run = <Name extends OwnOperationName>(
    name: Name,
    input: OperationInput<Name>,
  ): Promise<OperationAnswer<Name>> => {
    const operation = provider.operations[name];
    if (operation === undefined) throw new Error(`Fone Dynamics has no ${name}.`);
    return operation.run(operation.input.parse(input), call);
  };
  return { run, sent, provider };
}
const at = (text: string) => Date.parse(text) / 1000;
const row = (PortingNo: string, created: string, more: Record<string, unknown> = {}) =>
  requestJson({ PortingNo, Created: at(created), ...more });

it('has no webhooks to configure: their URLs belong to orders', () => {
  expect(Object.keys(running().provider.operations).sort()).toEqual(['orders', 'portability']);
});

it('portability asks nobody', async () => {
  const { run, sent } = running();
  await expect(run('portability', { numbers: [NUMBER] })).resolves.toMatchObject([{ portable: true }]);
  expect(sent).toEqual([]);
});

describe('orders', () => {
  it('shows what the list says, the newest first', async () => {
    const PortingNumbers = [
      numberJson({
        Status: 'Completed',
        StatusHistory: [changeJson({ Created: at('2026-11-12T01:00:00Z') })],
      }),
      numberJson({ Number: OTHER, StatusHistory: [changeJson({ Created: at('2026-11-11T01:00:00Z') })] }),
    ];
    const { run, sent } = running({
      json: pageJson([
        row('P-1', '2026-11-01T00:00:00Z'),
        row('P-2', '2026-11-10T00:00:00Z', { Status: 'Accepted', PortingNumbers }),
        requestJson({ PortingNo: 'P-0', Status: null, Created: null, PortingNumbers: [] }),
      ]),
    });
    await expect(run('orders', {})).resolves.toEqual({
      orders: [
        {
          ref: 'P-2',
          status: 'Accepted',
          created: '2026-11-10T00:00:00.000Z',
          updated: '2026-11-12T01:00:00.000Z',
          numbers: 2,
          ported: 1,
        },
        {
          ref: 'P-1',
          status: 'Queued',
          created: '2026-11-01T00:00:00.000Z',
          updated: '2026-11-16T03:35:00.000Z',
          numbers: 1,
          ported: 0,
        },
        { ref: 'P-0', status: '', numbers: 0, ported: 0 },
      ],
      isComplete: true,
    });
    expect(queryOf(sent[0]).get('From')).toBe(String(Date.UTC(2015, 0) / 1000));
  });

  it('chooses by day in the zone of the account, by status and by reference', async () => {
    const rows = [
      // The last second of the 9th in Sydney, and the first of the 10th.
      row('P-1', '2026-11-09T12:59:59Z'),
      row('P-2', '2026-11-09T13:00:00Z'),
      row('P-3', '2026-11-10T13:00:00Z'),
    ];
    const asked = async (input: OperationInput<'orders'>) => {
      const { run, sent } = running({ json: pageJson(rows) });
      const { orders } = await run('orders', input);
      return [orders.map(({ ref }) => ref).join(), queryOf(sent[0])] as const;
    };
    const [after, query] = await asked({ createdAfter: '2026-11-10' });
    expect(after).toBe('P-3,P-2');
    expect(query.get('From')).toBe(String(at('2026-11-09T13:00:00Z')));
    expect((await asked({ createdBefore: '2026-11-10' }))[0]).toBe('P-1');
    expect((await asked({ createdAfter: '2026-11-10', createdBefore: '2026-11-11' }))[0]).toBe('P-2');
    expect((await asked({ status: 'queued' }))[0]).toBe('P-3,P-2,P-1');
    expect((await asked({ status: 'Completed' }))[0]).toBe('');
    const [byRef, refs] = await asked({ refs: ['P-1', 'P-9'] });
    expect(byRef).toBe('P-1');
    expect(refs.getAll('PortingRequestNumbers')).toEqual(['P-1', 'P-9']);
  });

  it('says when the limit left some out', async () => {
    const json = pageJson([row('P-1', '2026-11-01T00:00:00Z'), row('P-2', '2026-11-02T00:00:00Z')]);
    const { run } = running({ json }, { json });
    await expect(run('orders', { limit: 1 })).resolves.toMatchObject({
      orders: [{ ref: 'P-2' }],
      isComplete: false,
    });
    await expect(run('orders', { limit: 2 })).resolves.toMatchObject({ isComplete: true });
  });
});

it.each<[OwnOperationName, unknown]>([
  ['portability', {}],
  ['portability', { numbers: [] }],
  ['portability', { numbers: ['0255501200'] }],
  ['portability', { numbers: [NUMBER], targetAccount: 'A1' }],
  ['orders', { createdAfter: 'yesterday' }],
  ['orders', { limit: 0 }],
  ['orders', { limit: 1001 }],
  ['orders', { refs: [] }],
  ['orders', { refs: [''] }],
  ['orders', { property: 'x' }],
])('%s %j is not carried out', (name, input) => {
  expect(running().provider.operations[name]?.input.safeParse(input).success).toBe(false);
});
