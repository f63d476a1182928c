import { DAY } from '../../../src/domain/model/time';
import { ACCOUNT, activitiesUnderTest, RUN } from './activities-under-test';

const since = () => Date.now() - DAY;

describe('searchOrder', () => {
  test('finds the order whose create was not answered, and names the run that searched', async () => {
    const { run, submit, attempt, sandbox, showAtOnce } = activitiesUnderTest();
    showAtOnce();
    sandbox.injectFault(lostCreate());
    await expect(submit()).rejects.toMatchObject({ details: [{ outcome: 'unknown' }] });
    const [order] = sandbox.orders();
    expect(await run('searchOrder', { ...attempt, since: since(), ownOrderRefs: [] })).toMatchObject({
      found: { kind: 'found', orders: [{ ref: order!.ref }] },
      runId: RUN,
    });
  });

  test('finds nothing while the provider’s list does not show it yet', async () => {
    const { run, submit, attempt, sandbox } = activitiesUnderTest();
    await submit();
    expect(sandbox.orders()).toHaveLength(1);
    const { found } = await run('searchOrder', { ...attempt, since: since(), ownOrderRefs: [] });
    expect(found).toEqual({ kind: 'absent' });
  });

  test('leaves out what another port holds', async () => {
    const asked: unknown[] = [];
    const { run, submit, attempt, showAtOnce } = activitiesUnderTest({
      takenOrders: (account, refs) => {
        asked.push({ account: account.account, refs });
        return Promise.resolve(new Set(refs));
      },
    });
    showAtOnce();
    const { ref } = await submit();
    expect((await run('searchOrder', { ...attempt, since: since(), ownOrderRefs: [] })).found).toEqual({
      kind: 'absent',
    });
    expect(asked).toEqual([{ account: 'default', refs: [ref] }]);
  });

  test('does not choose between two', async () => {
    const { run, submit, attempt, showAtOnce } = activitiesUnderTest();
    showAtOnce();
    const refs = [(await submit()).ref, (await submit()).ref];
    const { found } = await run('searchOrder', { ...attempt, since: since(), ownOrderRefs: [] });
    expect(found).toEqual({ kind: 'ambiguous', orderRefs: expect.arrayContaining(refs) as string[] });
  });

  test('a search that fails is a failure, not an answer', async () => {
    const { run, attempt, sandbox } = activitiesUnderTest();
    sandbox.injectFault({
      provider: 'twilio',
      method: 'GET',
      pathPattern: '.*',
      kind: 'status',
      status: 500,
      times: 1,
    });
    await expect(run('searchOrder', { ...attempt, since: since(), ownOrderRefs: [] })).rejects.toMatchObject({
      type: 'provider_unavailable',
    });
  });
});

describe('the reset guard', () => {
  test.each([
    ['the run that began the history', [RUN, 'another'], 1],
    ['a run in which the provider was searched', ['another', RUN], 1],
    ['a run that a reset made, before any search', ['another'], 0],
    ['no run at all', [], 0],
  ])('in %s', async (_, allowedRuns, orders) => {
    const { run, attempt, sandbox, sent } = activitiesUnderTest();
    const call = run('submitOrder', { ...attempt, allowedRuns });
    if (orders > 0) await call;
    else {
      await expect(call).rejects.toMatchObject({
        type: 'workflow_was_reset',
        details: [{ code: 'workflow_was_reset', outcome: 'unknown' }],
      });
      expect(sent).toEqual([]);
    }
    expect(sandbox.orders()).toHaveLength(orders);
  });
});

describe('the guard after a restore of the database', () => {
  const restoredAt = Date.parse('2026-11-30T12:00:00Z');
  const before = restoredAt - 1;

  test.each([
    ['a port that began before', { beganAt: before }, 0],
    ['a port of a worker that does not say when it began', {}, 0],
    ['one that was searched for after an earlier restore', { beganAt: before, searchedAfter: before }, 0],
    ['one that was searched for after this restore', { beganAt: before, searchedAfter: restoredAt }, 1],
    ['a port that began after', { beganAt: restoredAt }, 1],
  ])('%s', async (_, known, orders) => {
    const { run, attempt, sandbox, sent } = activitiesUnderTest({ restoredAt });
    const input = { allowedRuns: [RUN], ...known };
    expect(await run('checkForReset', input)).toBe(orders === 0);
    const call = run('submitOrder', { ...attempt, ...input });
    if (orders > 0) await call;
    else {
      await expect(call).rejects.toMatchObject({
        type: 'database_was_restored',
        details: [{ code: 'database_was_restored', outcome: 'unknown' }],
      });
      expect(sent).toEqual([]);
    }
    expect(sandbox.orders()).toHaveLength(orders);
  });

  test('without a restore nothing is held back, and a search names none', async () => {
    const { run, attempt, sandbox } = activitiesUnderTest();
    await run('submitOrder', { ...attempt, allowedRuns: [RUN], beganAt: before });
    expect(sandbox.orders()).toHaveLength(1);
    const answer = await run('searchOrder', { ...attempt, since: since(), ownOrderRefs: [] });
    expect(answer).not.toHaveProperty('restoredAt');
  });

  test('a search names the restore that it came after', async () => {
    const { run, attempt } = activitiesUnderTest({ restoredAt });
    const search = { ...attempt, since: since(), ownOrderRefs: [] };
    expect(await run('searchOrder', search)).toMatchObject({ found: { kind: 'absent' }, restoredAt });
  });

  test('a reset after the restore is found out too: a search in another run proves nothing', async () => {
    const { run, attempt } = activitiesUnderTest({ restoredAt });
    const input = { allowedRuns: ['another'], beganAt: before, searchedAfter: restoredAt };
    expect(await run('checkForReset', input)).toBe(true);
    await expect(run('submitOrder', { ...attempt, ...input })).rejects.toMatchObject({
      type: 'workflow_was_reset',
    });
  });
});

describe('cancelOrder', () => {
  test('a whole order is one request, and the answer is every number’s', async () => {
    const { run, submit, numbers, asked, sandbox } = activitiesUnderTest({ scenarioIds: ['00', '00'] });
    const { ref } = await submit();
    asked();
    const cancel = { orderRef: ref, isWhole: true, numbers: numbers.map((phoneNumber) => ({ phoneNumber })) };
    expect(await run('cancelOrder', { ...ACCOUNT, cancel })).toEqual(
      numbers.map((phoneNumber) => ({ phoneNumber })),
    );
    expect(asked()).toEqual([`DELETE /v1/Porting/PortIn/${ref}`]);
    expect(sandbox.orders()[0]!.numbers.map(({ status }) => status)).toEqual(['canceling', 'canceling']);
  });

  test('number by number, each with its own request and its own answer', async () => {
    const { run, submit, numbers, asked } = activitiesUnderTest({ scenarioIds: ['19', '00', '00'] });
    const { ref, items } = await submit();
    asked();
    const [refusing, willing] = items;
    const cancel = { orderRef: ref, isWhole: false, numbers: [refusing!, willing!] };
    expect(await run('cancelOrder', { ...ACCOUNT, cancel })).toEqual([
      {
        phoneNumber: numbers[0],
        problem: expect.objectContaining({ code: 'provider_refused', outcome: 'refused' }) as unknown,
      },
      { phoneNumber: numbers[1] },
    ]);
    expect(asked()).toEqual([
      `DELETE /v1/Porting/PortIn/${ref}/PhoneNumber/${refusing!.ref!}`,
      `DELETE /v1/Porting/PortIn/${ref}/PhoneNumber/${willing!.ref!}`,
      // A refusal may mean "canceled already".
      `GET /v1/Porting/PortIn/${ref}`,
    ]);
  });

  test('it tells after every number but the last how far it is', async () => {
    const { run, submit, environment } = activitiesUnderTest({ scenarioIds: ['00', '00', '00'] });
    const { ref, items } = await submit();
    const beats: unknown[] = [];
    environment.on('heartbeat', (beat: unknown) => beats.push(beat));
    await run('cancelOrder', {
      ...ACCOUNT,
      cancel: { orderRef: ref, isWhole: false, numbers: items.slice(0, 2) },
    });
    expect(beats).toEqual([[{ phoneNumber: items[0]!.phoneNumber }]]);
  });

  test('called back, it hears the request that is on its way to its end, and asks for no other', async () => {
    const { run, submit, environment, asked } = activitiesUnderTest({ scenarioIds: ['00', '00', '00'] });
    const { ref, items } = await submit();
    asked();
    environment.once('heartbeat', () => environment.cancel('CANCELLED'));
    const cancel = { orderRef: ref, isWhole: false, numbers: items.slice(0, 2) };
    // What was not asked has not failed: it is left out, and goes out as soon as there is time.
    expect(await run('cancelOrder', { ...ACCOUNT, cancel })).toEqual([
      { phoneNumber: items[0]!.phoneNumber },
    ]);
    expect(asked()).toHaveLength(1);
  });

  test('twice is once: the second request changes nothing', async () => {
    const { run, submit, sandbox } = activitiesUnderTest({ scenarioIds: ['00', '00'] });
    const { ref, items } = await submit();
    const given = { ...ACCOUNT, cancel: { orderRef: ref, isWhole: false, numbers: items.slice(0, 1) } };
    await run('cancelOrder', given);
    const once = sandbox.orders();
    expect(await run('cancelOrder', given)).toEqual([{ phoneNumber: items[0]!.phoneNumber }]);
    expect(sandbox.orders()).toEqual(once);
  });

  test('an answer that is lost leaves its number unknown', async () => {
    const { run, submit, sandbox, numbers } = activitiesUnderTest();
    const { ref } = await submit();
    sandbox.injectFault({
      provider: 'twilio',
      method: 'DELETE',
      pathPattern: '.*',
      kind: 'drop_after',
      times: 1,
    });
    const cancel = { orderRef: ref, isWhole: true, numbers: [{ phoneNumber: numbers[0]! }] };
    expect(await run('cancelOrder', { ...ACCOUNT, cancel })).toMatchObject([
      { problem: { outcome: 'unknown' } },
    ]);
  });
});

describe('reviewDraft', () => {
  test('says what a draft lacks now, and sends no request', async () => {
    const { run, request, sent } = activitiesUnderTest();
    expect(await run('reviewDraft', { ...ACCOUNT, request })).toEqual([]);
    const tomorrow = new Date(Date.now() + DAY).toISOString().slice(0, 10);
    const hurried = { ...request, schedule: { date: tomorrow } };
    expect(await run('reviewDraft', { ...ACCOUNT, request: hurried })).toMatchObject([
      { field: 'schedule.date' },
    ]);
    expect(sent).toEqual([]);
  });
});

function lostCreate() {
  return {
    provider: 'twilio',
    method: 'POST',
    pathPattern: '/PortIn$',
    kind: 'drop_after',
    times: 1,
  } as const;
}
