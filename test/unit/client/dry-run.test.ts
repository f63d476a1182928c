import { PortingClient } from '../../../src/client/porting-client';
import type { TemporalClient } from '../../../temporal.config';
import { testNumber, twilioRequest } from '../../scenarios/request';

const request = twilioRequest({ requestId: 'acme-42', numbers: [{ phoneNumber: testNumber('00') }] });

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

test('a request that is too large is refused by its size, and Temporal is not asked', async () => {
  const { client, started } = porting(undefined);
  const numbers = Array.from({ length: 1_000 }, (_, index) => ({
    phoneNumber: `+1212555${String(1000 + index)}`,
    address: { street: '東'.repeat(200), street2: '京'.repeat(200), city: '都'.repeat(100) },
  }));
  for (const refusal of [client.start({ ...request, numbers }), client.dryRun({ ...request, numbers })]) {
    await expect(refusal).rejects.toMatchObject({
      code: 'request_too_large',
      message: expect.stringMatching(/has [\d.]+ KiB of JSON, and may have at most 512 KiB/) as string,
    });
  }
  expect(started).toEqual([]);
});
