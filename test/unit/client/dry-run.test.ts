import { PortingClient } from '../../../src/client/porting-client';
import type { TemporalClient } from '../../../temporal.config';
import { numberWithFate, twilioRequest } from '../../scenarios/request';

const request = twilioRequest({ requestId: 'acme-42', numbers: [{ phoneNumber: numberWithFate('00') }] });

/** A client over a Temporal that only notes which workflows are started, and answers for them. */
function porting(answer: unknown) {
  const started: unknown[] = [];
  const workflow = {
    start: (type: string, options: object) => {
      started.push({ type, ...options });
      return Promise.resolve({ result: () => Promise.resolve(answer) });
    },
  };
  return { started, client: new PortingClient({ client: { workflow } } as unknown as TemporalClient, 'q') };
}

test('a dry run is a call to the account of the request, with the request as it was given', async () => {
  const answer = { missing: [], portability: [], orders: [], wouldSubmit: true };
  const { client, started } = porting(answer);
  expect(await client.dryRun({ ...request, account: 'eu' })).toBe(answer);
  expect(started).toMatchObject([
    {
      type: 'providerCall',
      args: [
        { provider: 'twilio', account: 'eu', operation: 'dryRun', input: { ...request, account: 'eu' } },
      ],
      // In the Web UI, which anybody may see.
      staticSummary: 'twilio · dryRun · 1 number',
    },
  ]);
});

test('what is no port request is refused before anybody is asked', async () => {
  const { client, started } = porting(undefined);
  const wrong = { ...request, numbers: [{ phoneNumber: 'home' }], submit: 'now' } as never;
  await expect(client.dryRun(wrong)).rejects.toMatchObject({
    code: 'invalid_request',
    invalid: expect.arrayContaining([
      expect.objectContaining({ field: 'numbers[0].phoneNumber' }),
      expect.objectContaining({ field: 'submit' }),
    ]),
  });
  expect(started).toEqual([]);
});
