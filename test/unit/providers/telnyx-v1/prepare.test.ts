import { limitedTransport } from '../../../../src/providers/http/rate-limit';
import { TelnyxV1Provider } from '../../../../src/providers/telnyx-v1/provider';
import { FakeClock } from '../http/fake-clock';
import { failureOf } from '../scripted';
import { account, call, NUMBER, OTHER, planOf, portRequest } from './examples';
import { fakeTelnyx, type FakeBehavior } from './fake-telnyx';

/** A provider at a fake Telnyx; `again` is another process with the same Telnyx. */
function telnyx(behavior: FakeBehavior = {}) {
  const fake = fakeTelnyx(behavior);
  const again = () => new TelnyxV1Provider(account, fake.transport);
  return { ...fake, provider: again(), again };
}
const creates = (sent: readonly string[]) => sent.filter((one) => one === 'POST /draft_port_requests').length;

describe('prepare', () => {
  it('makes a draft and fills it in', async () => {
    const { provider, sent, bodies } = telnyx();
    expect((await provider.prepare(planOf(), call)).missing).toEqual([]);
    expect(sent).toEqual([
      'GET /draft_port_requests',
      'POST /draft_port_requests',
      'GET /draft_port_requests/draft-1/sub_requests',
      'GET /draft_port_requests/draft-1/sub_requests/draft-1-one/allowed_foc_dates',
      'PUT /draft_port_requests/draft-1/sub_requests/draft-1-one',
    ]);
    expect(bodies).toEqual([expect.objectContaining({ account_number: 'A-991', locality: 'Chicago' })]);
  });

  it('fills in each group with its own account', async () => {
    const { provider, bodies } = telnyx({ carrierOf: (number) => (number === NUMBER ? 'one' : 'two') });
    const numbers = [{ phoneNumber: NUMBER, accountNumber: 'B-1' }, { phoneNumber: OTHER }];
    expect((await provider.prepare(planOf(portRequest({ numbers })), call)).missing).toEqual([]);
    expect(bodies.map((body) => body['account_number']).sort()).toEqual(['A-991', 'B-1']);
  });

  it('never makes a second draft, in this process or another', async () => {
    const { provider, again, sent, drafts } = telnyx();
    await provider.prepare(planOf(), call);
    expect((await provider.prepare(planOf(), call)).missing).toEqual([]);
    expect((await again().prepare(planOf(), call)).missing).toEqual([]);
    expect([drafts.length, creates(sent)]).toEqual([1, 1]);
  });

  it('never makes a second draft while the list lags', async () => {
    const { provider, drafts } = telnyx({ listsNothing: true });
    await provider.prepare(planOf(), call);
    await provider.prepare(planOf(), call);
    expect(drafts).toHaveLength(1);
  });

  it('finds the draft whose create was not answered', async () => {
    let lost = 1;
    const { provider, drafts } = telnyx({
      fault: (request) => (request === 'POST /draft_port_requests' && lost-- > 0 ? 'lost' : undefined),
    });
    expect((await failureOf(provider.prepare(planOf(), call))).problem.outcome).toBe('unknown');
    expect((await provider.prepare(planOf(), call)).missing).toEqual([]);
    expect(drafts).toHaveLength(1);
  });

  it('takes no draft of other numbers, nor one that was submitted', async () => {
    const { provider, drafts } = telnyx();
    const alone = planOf(portRequest({ numbers: [{ phoneNumber: NUMBER }] }));
    await provider.prepare(alone, call);
    await provider.prepare(planOf(), call);
    expect(drafts.map(({ numbers }) => numbers)).toEqual([[NUMBER], [NUMBER, OTHER]]);
    await provider.send(planOf(), call);
    await provider.prepare(planOf(), call);
    expect(drafts).toHaveLength(3);
  });

  it('asks Telnyx nothing for a request that lacks something', async () => {
    const { provider, sent } = telnyx();
    const { missing } = await provider.prepare(planOf(portRequest({ providerOptions: {} })), call);
    expect(missing.map(({ field }) => field)).toEqual(['providerOptions.telnyx-v1.connectionId']);
    expect(sent).toEqual([]);
  });

  it('says which numbers mix accounts, and changes nothing of their group', async () => {
    const { provider, bodies } = telnyx();
    const numbers = [{ phoneNumber: NUMBER, accountNumber: 'B-1' }, { phoneNumber: OTHER }];
    expect((await provider.prepare(planOf(portRequest({ numbers })), call)).missing).toMatchObject([
      { field: 'numbers.accountNumber', numbers: [NUMBER, OTHER] },
    ]);
    expect(bodies).toEqual([]);
  });

  it('says which dates are allowed', async () => {
    const { provider } = telnyx();
    const request = portRequest({ schedule: { date: '2026-12-24', timeZone: 'America/Chicago' } });
    expect((await provider.prepare(planOf(request), call)).missing).toEqual([
      { field: 'schedule.date', message: expect.stringContaining('2026-12-10T08:00-06:00') },
    ]);
  });

  it('names the numbers of the group that no date fits, where there are several', async () => {
    const { provider } = telnyx({ windows: [], carrierOf: (number) => (number === NUMBER ? 'one' : 'two') });
    const { missing } = await provider.prepare(planOf(), call);
    expect(missing.map(({ field, numbers }) => [field, numbers])).toEqual([
      ['schedule.date', [NUMBER]],
      ['schedule.date', [OTHER]],
    ]);
  });

  it('says that Telnyx calls a group incomplete', async () => {
    const { provider } = telnyx({ neverComplete: true });
    expect((await provider.prepare(planOf(), call)).missing).toEqual([
      { field: 'subscriber', message: expect.stringMatching(/incomplete/), numbers: [NUMBER, OTHER] },
    ]);
  });

  it.each(['PUT', 'GET'])('hands on what Telnyx refuses to %s', async (method) => {
    const { provider } = telnyx({
      fault: (request) =>
        request.startsWith(`${method} /draft_port_requests/`) ? { status: 422 } : undefined,
    });
    expect((await failureOf(provider.prepare(planOf(), call))).problem.outcome).toBe('refused');
  });
});

describe('send', () => {
  it('submits the draft and answers with its orders', async () => {
    const { provider, again, sent } = telnyx({ carrierOf: (number) => (number === NUMBER ? 'one' : 'two') });
    await provider.prepare(planOf(), call);
    sent.length = 0;
    const orders = await again().send(planOf(), call);
    expect(
      orders.map(({ ref, items }) => [ref, items.map(({ phoneNumber, status }) => [phoneNumber, status])]),
    ).toEqual([
      ['pr-of-draft-1/live-draft-1-one', [[NUMBER, 'in_review']]],
      ['pr-of-draft-1/live-draft-1-two', [[OTHER, 'in_review']]],
    ]);
    expect(sent).toEqual([
      'GET /draft_port_requests',
      'POST /draft_port_requests/draft-1/submit',
      'GET /port_requests/pr-of-draft-1',
    ]);
  });

  it('does not submit when its turn would come too late for the caller to hear the answer', async () => {
    const { provider, transport, sent } = telnyx();
    await provider.prepare(planOf(), call);
    sent.length = 0;
    const clock = new FakeClock();
    // The look for the draft takes the one token that there is; the next comes after a second.
    const slow = new TelnyxV1Provider(account, limitedTransport(transport, { requestsPerSecond: 1, clock }));
    const submission = slow.send(planOf(), { ...call, leaveBy: clock.now() + 500 });
    const { problem } = await failureOf(submission);
    expect(problem).toMatchObject({ code: 'provider_rate_limited', outcome: 'unavailable' });
    expect(sent).toEqual(['GET /draft_port_requests']);
  });

  it('knows the draft that it has just made although the list lags', async () => {
    const { provider } = telnyx({ listsNothing: true });
    await provider.prepare(planOf(), call);
    expect(await provider.send(planOf(), call)).toHaveLength(1);
  });

  it('sends nothing while no draft is listed, and may be tried again', async () => {
    const { provider, sent } = telnyx();
    const error = await failureOf(provider.send(planOf(), call));
    expect([error.problem.outcome, error.isTransient]).toEqual(['unavailable', true]);
    expect(sent).toEqual(['GET /draft_port_requests']);
  });

  it('refuses a draft that is not complete', async () => {
    const { provider, again, sent } = telnyx({ neverComplete: true });
    await provider.prepare(planOf(), call);
    sent.length = 0;
    expect((await failureOf(again().send(planOf(), call))).problem).toMatchObject({
      code: 'provider_refused',
      outcome: 'refused',
    });
    expect(sent.filter((one) => one.endsWith('/submit'))).toEqual([]);
  });

  it('leaves the outcome unknown when the answer to the submit is lost', async () => {
    const { provider, drafts } = telnyx({
      fault: (request) => (request.endsWith('/submit') ? 'lost' : undefined),
    });
    await provider.prepare(planOf(), call);
    expect((await failureOf(provider.send(planOf(), call))).problem.outcome).toBe('unknown');
    expect(drafts[0]?.portRequestId).not.toBeNull();
    // Nothing pending is left: what was submitted is not submitted again.
    expect((await failureOf(provider.send(planOf(), call))).problem.outcome).toBe('unavailable');
  });

  it.each(['lost', { status: 500 }, { status: 404 }] as const)(
    'does not look unknown when only the read after it fails: %j',
    async (fault) => {
      const { provider } = telnyx({
        fault: (request) => (request.startsWith('GET /port_requests/') ? fault : undefined),
      });
      await provider.prepare(planOf(), call);
      expect(await provider.send(planOf(), call)).toMatchObject([
        {
          ref: 'pr-of-draft-1',
          providerStatus: 'unassigned',
          items: [
            { phoneNumber: NUMBER, status: 'in_review' },
            { phoneNumber: OTHER, status: 'in_review' },
          ],
        },
      ]);
    },
  );
});
