import type { Client } from '@temporalio/client';
import { TypedSearchAttributes, WorkflowNotFoundError } from '@temporalio/common';
import type { Hint, ProviderNotification } from '../../../src/contract/messages';
import { PortOrderIds } from '../../../src/contract/search-attributes';
import type { ReceiverSettings } from '../../../src/config/environment';
import { intakeOf } from '../../../src/receiver/configured-accounts';
import { TemporalPortDirectory } from '../../../src/receiver/port-directory';
import type { WorkflowAccess } from '../../../src/receiver/temporal-hints';
import { sandboxAccount } from '../../scenarios/sandbox-account';

const origin = { provider: 'twilio', account: 'default' };
const hint = (orderRef: string, receivedAt = 1): Hint => ({ orderRef, receivedAt });

/** Temporal as far as the directory sees it: open ports take signals, the index lists by order, accounts take all. */
class FakeWorkflows implements WorkflowAccess {
  readonly open = new Set<string>();
  readonly index: { workflowId: string; status: string; key: string }[] = [];
  readonly signals: { workflowId: string; hints: readonly Hint[] }[] = [];
  readonly kept: { workflowId: string; taskQueue: string; hints: readonly Hint[] }[] = [];
  readonly queries: string[] = [];
  readonly deadlines: number[] = [];
  failure: Error | undefined;
  /** Queries that are not answered yet. */
  held: { readonly pattern: string; readonly until: Promise<void> } | undefined;

  holds(ref: string, workflowId: string, status = 'RUNNING'): this {
    this.index.push({ workflowId, status, key: `twilio/default/${ref}` });
    if (status === 'RUNNING' || status === 'CONTINUED_AS_NEW') this.open.add(workflowId);
    return this;
  }

  getHandle(workflowId: string) {
    return {
      signal: async (_definition: unknown, { hints }: ProviderNotification): Promise<void> => {
        await this.answer();
        if (!this.open.has(workflowId))
          throw new WorkflowNotFoundError('no such workflow', workflowId, undefined);
        this.signals.push({ workflowId, hints });
      },
    };
  }

  async signalWithStart(_type: string, options: Parameters<WorkflowAccess['signalWithStart']>[1]) {
    await this.answer();
    const { workflowId, taskQueue, signalArgs } = options;
    this.kept.push({ workflowId, taskQueue, hints: signalArgs[0].hints });
  }

  async *list({ query }: { query: string }) {
    this.queries.push(query);
    if (this.held !== undefined && query.includes(this.held.pattern)) await this.held.until;
    await this.answer();
    for (const { workflowId, status, key } of this.index) {
      if (!query.includes(`'${key}'`)) continue;
      const typedSearchAttributes = new TypedSearchAttributes([{ key: PortOrderIds, value: [key] }]);
      yield { workflowId, status: { name: status }, typedSearchAttributes };
    }
  }

  withDeadline<R>(deadline: number, call: () => Promise<R>): Promise<R> {
    this.deadlines.push(deadline);
    return call();
  }

  private async answer(): Promise<void> {
    await new Promise((resolve) => setImmediate(resolve));
    if (this.failure) throw this.failure;
  }
}

let workflows: FakeWorkflows;
let directory: TemporalPortDirectory;
beforeEach(() => {
  workflows = new FakeWorkflows();
  directory = new TemporalPortDirectory(workflows, 'porting');
});

describe('an order is found', () => {
  it('in the index, and then in memory', async () => {
    workflows.holds('KW1', 'port:a');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(workflows.signals.map(({ workflowId }) => workflowId)).toEqual(['port:a', 'port:a']);
    expect(workflows.queries).toHaveLength(1);
  });

  it('by the token, without a search', async () => {
    workflows.open.add('port:b');
    expect(await directory.deliver({ ...origin, requestId: 'b' }, [hint('KW1')])).toBe('stored');
    expect(workflows.signals).toEqual([{ workflowId: 'port:b', hints: [hint('KW1')] }]);
    expect(workflows.queries).toEqual([]);
  });

  it('with the port that runs, whatever ended before', async () => {
    workflows.holds('KW1', 'port:old', 'COMPLETED').holds('KW1', 'port:new');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(workflows.signals[0]?.workflowId).toBe('port:new');
  });

  it('with a port whose next run is not indexed yet', async () => {
    workflows.holds('KW1', 'port:a', 'CONTINUED_AS_NEW');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
  });

  it('only within its own provider account', async () => {
    workflows.holds('KW1', 'port:a');
    await directory.deliver(origin, [hint('KW1')]);
    expect(await directory.deliver({ ...origin, account: 'other' }, [hint('KW1')])).toBe('kept');
    expect(workflows.kept[0]?.workflowId).toBe('account:twilio:other');
  });

  it.each(["x' OR 'a' = 'a", 'a\\', 'a"b', 'a b', '', 'x'.repeat(300)])(
    'only by a reference that cannot change the search: %j',
    async (ref) => {
      expect(await directory.deliver(origin, [hint(ref)])).toBe('kept');
      expect(workflows.queries).toEqual(ref === '' ? ["PortOrderIds IN ('twilio/default/')"] : []);
    },
  );
});

describe('an order is not found', () => {
  it('kept: no port holds it, its account does, and the next time is a new search', async () => {
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('kept');
    expect(workflows.kept).toEqual([
      { workflowId: 'account:twilio:default', taskQueue: 'porting', hints: [hint('KW1')] },
    ]);
    workflows.holds('KW1', 'port:a');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(workflows.kept).toHaveLength(1);
  });

  it.each<[string, () => void, string | undefined]>([
    ['its port has ended', () => workflows.holds('KW1', 'port:a', 'COMPLETED'), undefined],
    ['its port ended after it was indexed', () => workflows.holds('KW1', 'port:a').open.clear(), undefined],
    ['the port that its token names is gone', () => undefined, 'a'],
  ])('late: %s, and its account notes that', async (_, arrange, requestId) => {
    arrange();
    expect(await directory.deliver({ ...origin, requestId }, [hint('KW1')])).toBe('late');
    expect(workflows.signals).toEqual([]);
    expect(workflows.kept.map(({ hints }) => hints)).toEqual([[{ ...hint('KW1'), endedPort: 'a' }]]);
    expect(workflows.queries).toHaveLength(1);
  });
});

describe('the memory', () => {
  it('is corrected once when the port that it names has ended', async () => {
    workflows.holds('KW1', 'port:a');
    await directory.deliver(origin, [hint('KW1')]);
    workflows.open.clear();
    workflows.index.length = 0;
    workflows.holds('KW1', 'port:a', 'COMPLETED').holds('KW1', 'port:b');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(workflows.signals.map(({ workflowId }) => workflowId)).toEqual(['port:a', 'port:b', 'port:b']);
    expect(workflows.queries).toHaveLength(2);
  });
});

describe('webhooks that come together', () => {
  const burst = (count: number, ref = (index: number) => `KW${index}`) =>
    Promise.all(Array.from({ length: count }, (_, at) => directory.deliver(origin, [hint(ref(at), at)])));

  it('for one order are one search and few signals', async () => {
    workflows.holds('KW1', 'port:a');
    expect(new Set(await burst(1_200, () => 'KW1'))).toEqual(new Set(['stored']));
    expect(workflows.queries).toHaveLength(1);
    expect(workflows.signals).toEqual([{ workflowId: 'port:a', hints: [hint('KW1', 1_199)] }]);
  });

  it('for unknown orders share their searches and their signals', async () => {
    expect(new Set(await burst(120))).toEqual(new Set(['kept']));
    expect(workflows.queries.map((query) => query.split(',').length)).toEqual([50, 50, 20]);
    expect(workflows.kept.flatMap(({ hints }) => hints)).toHaveLength(120);
    expect(workflows.kept.length).toBeLessThanOrEqual(3);
  });

  it('all hear that the port has ended', async () => {
    workflows.holds('KW1', 'port:a');
    await burst(1, () => 'KW1');
    workflows.open.clear();
    expect(new Set(await burst(600, () => 'KW1'))).toEqual(new Set(['late']));
    expect(workflows.kept.map(({ hints }) => hints)).toEqual([[{ ...hint('KW1', 599), endedPort: 'a' }]]);
  });
});

describe('a webhook of a sub-account, at the URL of its parent', () => {
  const installed = ['default', 'west', 'east'].map((account) => ({ provider: 'twilio', account }));
  const others = [{ provider: 'telnyx-v1', account: 'north' }];
  beforeEach(() => {
    directory = new TemporalPortDirectory(workflows, 'porting', [...installed, ...others]);
  });

  it('reaches the port of the sub-account, and the next time without a search', async () => {
    workflows.index.push({ workflowId: 'port:w', status: 'RUNNING', key: 'twilio/west/KW1' });
    workflows.open.add('port:w');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(workflows.signals).toEqual([{ workflowId: 'port:w', hints: [hint('KW1')] }]);
    expect(workflows.kept).toEqual([]);
    const searches = workflows.queries.length;
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(workflows.queries).toHaveLength(searches);
  });

  it('is looked for in the accounts of the same provider only, and only where its own has no port', async () => {
    workflows.holds('KW1', 'port:a');
    await directory.deliver(origin, [hint('KW1')]);
    expect(workflows.queries).toEqual(["PortOrderIds IN ('twilio/default/KW1')"]);
    await directory.deliver(origin, [hint('KW2')]);
    expect(workflows.queries.slice(1)).toEqual([
      "PortOrderIds IN ('twilio/default/KW2')",
      "PortOrderIds IN ('twilio/west/KW2', 'twilio/east/KW2')",
    ]);
  });

  it('is looked for in all accounts that a receiver has configured', async () => {
    const client = { workflow: workflows } as unknown as Client;
    const installation = { namespace: 'default', taskQueue: 'porting' };
    const configured = ['default', 'west'].map((name) => sandboxAccount('http://sandbox', name));
    const settings = { accounts: configured, secrets: [], publicUrl: '' } as unknown as ReceiverSettings;
    await intakeOf(client, installation, settings).directory.deliver(origin, [hint('KW1')]);
    expect(workflows.queries).toContain("PortOrderIds IN ('twilio/west/KW1')");
  });

  it('costs a bounded number of searches, however many orders it names', async () => {
    const many = Array.from({ length: 30 }, (_, at) => ({ provider: 'twilio', account: `a${String(at)}` }));
    directory = new TemporalPortDirectory(workflows, 'porting', many);
    await directory.deliver(
      origin,
      Array.from({ length: 200 }, (_, at) => hint(`KW${String(at)}`)),
    );
    expect(workflows.queries.length).toBeLessThanOrEqual(4 + 10);
  });
});

describe('one account does not hold up another', () => {
  it('however many unknown orders its webhooks name', async () => {
    workflows.index.push({ workflowId: 'port:o', status: 'RUNNING', key: 'twilio/other/KW1' });
    workflows.open.add('port:o');
    const flood = Promise.all(
      Array.from({ length: 20 }, (_, webhook) =>
        directory.deliver(
          origin,
          Array.from({ length: 40 }, (_each, at) => hint(`KW${String(webhook)}x${String(at)}`)),
        ),
      ),
    );
    expect(await directory.deliver({ ...origin, account: 'other' }, [hint('KW1')])).toBe('stored');
    // The flood needs 16 queries, and its own account is not at its end.
    expect(workflows.queries.length).toBeLessThan(8);
    await flood;
  });

  it('nor while a search of the one is not answered', async () => {
    workflows.index.push({ workflowId: 'port:o', status: 'RUNNING', key: 'twilio/other/KW1' });
    workflows.open.add('port:o');
    let answer: () => void = () => undefined;
    workflows.held = { pattern: 'twilio/default/', until: new Promise((resolve) => (answer = resolve)) };
    const slow = directory.deliver(origin, [hint('KW2')]);
    await new Promise((resolve) => setImmediate(resolve));
    expect(await directory.deliver({ ...origin, account: 'other' }, [hint('KW1')])).toBe('stored');
    answer();
    expect(await slow).toBe('kept');
  });

  it('nor does one webhook hold up another of its account', async () => {
    workflows.holds('KW1', 'port:a');
    const flood = directory.deliver(
      origin,
      Array.from({ length: 500 }, (_, at) => hint(`KWx${String(at)}`)),
    );
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(workflows.queries.length).toBeLessThan(5);
    await flood;
  });
});

describe('several orders in one webhook', () => {
  it('are one signal per port', async () => {
    workflows.holds('KW1', 'port:a').holds('KW2', 'port:b').holds('KW3', 'port:a');
    const hints = [hint('KW1', 1), hint('KW2', 2), hint('KW3', 3), hint('KW1', 4)];
    expect(await directory.deliver(origin, hints)).toBe('stored');
    expect(workflows.signals).toHaveLength(2);
    expect(workflows.signals).toContainEqual({
      workflowId: 'port:a',
      hints: [hint('KW1', 4), hint('KW3', 3)],
    });
    expect(workflows.signals).toContainEqual({ workflowId: 'port:b', hints: [hint('KW2', 2)] });
  });

  it('are kept when one is, and the known ones are told at once', async () => {
    workflows.holds('KW1', 'port:a');
    expect(await directory.deliver(origin, [hint('KW9'), hint('KW1')])).toBe('kept');
    expect(workflows.signals).toEqual([{ workflowId: 'port:a', hints: [hint('KW1')] }]);
    expect(workflows.kept.map(({ hints }) => hints)).toEqual([[hint('KW9')]]);
  });

  it('are stored when one is, and late when all are', async () => {
    workflows.holds('KW1', 'port:a').holds('KW2', 'port:b', 'COMPLETED').holds('KW3', 'port:b', 'TERMINATED');
    expect(await directory.deliver(origin, [hint('KW1'), hint('KW2')])).toBe('stored');
    expect(await directory.deliver(origin, [hint('KW2'), hint('KW3')])).toBe('late');
  });
});

describe('Temporal away', () => {
  it('is an error, from the search, from the account and from the signal', async () => {
    workflows.holds('KW1', 'port:a');
    workflows.failure = new Error('14 UNAVAILABLE');
    await expect(directory.deliver(origin, [hint('KW1')])).rejects.toThrow('UNAVAILABLE');
    await expect(directory.deliver(origin, [hint('x y')])).rejects.toThrow('UNAVAILABLE');
    workflows.failure = undefined;
    await directory.deliver(origin, [hint('KW1')]);
    workflows.failure = new Error('4 DEADLINE_EXCEEDED');
    await expect(directory.deliver(origin, [hint('KW1')])).rejects.toThrow('DEADLINE_EXCEEDED');
    workflows.failure = undefined;
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
  });

  it('is waited for a few seconds at most, by each call', async () => {
    const before = Date.now();
    await directory.deliver(origin, [hint('KW1')]);
    expect(workflows.deadlines).toHaveLength(2); // the search, the account
    for (const deadline of workflows.deadlines) {
      expect(deadline).toBeGreaterThan(before);
      expect(deadline).toBeLessThanOrEqual(Date.now() + 5_000);
    }
  });
});
