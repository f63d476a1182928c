import { WorkflowNotFoundError } from '@temporalio/common';
import type { Hint, ProviderNotification } from '../../../src/contract/messages';
import { TemporalPortDirectory, type WorkflowAccess } from '../../../src/receiver/port-directory';

const origin = { provider: 'twilio', account: 'default' };
const hint = (orderRef: string, receivedAt = 1): Hint => ({ orderRef, receivedAt });

/** Temporal as far as the directory sees it: open ports take signals, the index lists by order. */
class FakeWorkflows implements WorkflowAccess {
  readonly open = new Set<string>();
  readonly index = new Map<string, { workflowId: string; status: { name: string } }[]>();
  readonly signals: { workflowId: string; hints: readonly Hint[] }[] = [];
  readonly queries: string[] = [];
  readonly deadlines: number[] = [];
  failure: Error | undefined;

  holds(ref: string, workflowId: string, status = 'RUNNING'): this {
    const key = `PortOrderIds = 'twilio/default/${ref}'`;
    this.index.set(key, [...(this.index.get(key) ?? []), { workflowId, status: { name: status } }]);
    if (status === 'RUNNING' || status === 'CONTINUED_AS_NEW') this.open.add(workflowId);
    return this;
  }

  getHandle(workflowId: string) {
    return {
      signal: (_definition: unknown, { hints }: ProviderNotification): Promise<void> => {
        if (this.failure) return Promise.reject(this.failure);
        if (!this.open.has(workflowId)) {
          return Promise.reject(new WorkflowNotFoundError('no such workflow', workflowId, undefined));
        }
        this.signals.push({ workflowId, hints });
        return Promise.resolve();
      },
    };
  }

  async *list({ query }: { query: string }) {
    this.queries.push(query);
    await Promise.resolve();
    if (this.failure) throw this.failure;
    yield* this.index.get(query) ?? [];
  }

  withDeadline<R>(deadline: number, call: () => Promise<R>): Promise<R> {
    this.deadlines.push(deadline);
    return call();
  }
}

let workflows: FakeWorkflows;
let directory: TemporalPortDirectory;
beforeEach(() => {
  workflows = new FakeWorkflows();
  directory = new TemporalPortDirectory(workflows);
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
    expect(await directory.deliver({ ...origin, account: 'other' }, [hint('KW1')])).toBe('unknown_order');
  });

  it.each(["x' OR 'a' = 'a", 'a\\', 'a"b', 'a b', '', 'x'.repeat(300)])(
    'only by a reference that cannot change the search: %j',
    async (ref) => {
      expect(await directory.deliver(origin, [hint(ref)])).toBe('unknown_order');
      expect(workflows.queries).toEqual(ref === '' ? ["PortOrderIds = 'twilio/default/'"] : []);
    },
  );
});

describe('an order is not found', () => {
  it('unknown: nobody holds it, and the next time is a new search', async () => {
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('unknown_order');
    workflows.holds('KW1', 'port:a');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
  });

  it('late: its port has ended', async () => {
    workflows.holds('KW1', 'port:a', 'COMPLETED');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('late');
    expect(workflows.signals).toEqual([]);
  });

  it('late: its port ended after it was indexed as running', async () => {
    workflows.holds('KW1', 'port:a');
    workflows.open.clear();
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('late');
    expect(workflows.queries).toHaveLength(1);
  });

  it('late: the port that its token names is gone', async () => {
    expect(await directory.deliver({ ...origin, requestId: 'b' }, [hint('KW1')])).toBe('late');
  });
});

describe('the memory', () => {
  it('is corrected once when the port that it names has ended', async () => {
    workflows.holds('KW1', 'port:a');
    await directory.deliver(origin, [hint('KW1')]);
    workflows.open.clear();
    workflows.index.clear();
    workflows.holds('KW1', 'port:a', 'COMPLETED').holds('KW1', 'port:b');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
    expect(workflows.signals.map(({ workflowId }) => workflowId)).toEqual(['port:a', 'port:b', 'port:b']);
    expect(workflows.queries).toHaveLength(2);
  });

  it('serves webhooks that come together with one search', async () => {
    workflows.holds('KW1', 'port:a');
    const all = await Promise.all(Array.from({ length: 50 }, () => directory.deliver(origin, [hint('KW1')])));
    expect(new Set(all)).toEqual(new Set(['stored']));
    expect(workflows.queries).toHaveLength(1);
    expect(workflows.signals).toHaveLength(50);
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
      hints: [hint('KW1', 1), hint('KW1', 4), hint('KW3', 3)],
    });
    expect(workflows.signals).toContainEqual({ workflowId: 'port:b', hints: [hint('KW2', 2)] });
  });

  it('all have to be known, but the known ones are told at once', async () => {
    workflows.holds('KW1', 'port:a');
    expect(await directory.deliver(origin, [hint('KW9'), hint('KW1')])).toBe('unknown_order');
    expect(workflows.signals).toHaveLength(1);
  });

  it('are stored when one is, and late when all are', async () => {
    workflows.holds('KW1', 'port:a').holds('KW2', 'port:b', 'COMPLETED').holds('KW3', 'port:b', 'TERMINATED');
    expect(await directory.deliver(origin, [hint('KW1'), hint('KW2')])).toBe('stored');
    expect(await directory.deliver(origin, [hint('KW2'), hint('KW3')])).toBe('late');
  });
});

describe('Temporal away', () => {
  it('is an error, from the search and from the signal', async () => {
    workflows.holds('KW1', 'port:a');
    workflows.failure = new Error('14 UNAVAILABLE');
    await expect(directory.deliver(origin, [hint('KW1')])).rejects.toThrow('UNAVAILABLE');
    workflows.failure = undefined;
    await directory.deliver(origin, [hint('KW1')]);
    workflows.failure = new Error('4 DEADLINE_EXCEEDED');
    await expect(directory.deliver(origin, [hint('KW1')])).rejects.toThrow('DEADLINE_EXCEEDED');
    workflows.failure = undefined;
    expect(await directory.deliver(origin, [hint('KW1')])).toBe('stored');
  });

  it('is waited for a few seconds at most', async () => {
    const before = Date.now();
    await directory.deliver(origin, [hint('KW1')]);
    expect(workflows.deadlines).toHaveLength(1);
    expect(workflows.deadlines[0]).toBeGreaterThan(before);
    expect(workflows.deadlines[0]).toBeLessThanOrEqual(Date.now() + 5_000);
  });
});
