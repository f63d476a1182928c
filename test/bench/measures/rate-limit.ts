import { mostInASecond, rateUnderBacklog, submitAll } from '../../support/limited-accounts';
import type { BenchContext, Measure } from '../measure';

const LIMITED = { name: 'bench-rate', rateLimit: { requestsPerSecond: 10 }, ports: 60 };

let known: Promise<readonly number[]> | undefined;

/** When the requests of an account with a backlog arrived; one run serves both measures. */
function arrivals({ server }: BenchContext): Promise<readonly number[]> {
  known ??= submitAll(server.address, 'bench-rate-limit', [LIMITED]).then(([asked]) => asked!.times);
  return known;
}

export const FULLEST_SECOND: Measure = {
  name: 'rate-limit-fullest',
  what: "the most requests in any second, beside the account's limit",
  unit: 'requests/s',
  goal: { atMost: 1.25 },
  run: async (context) => [
    { value: mostInASecond(await arrivals(context)), baseline: LIMITED.rateLimit.requestsPerSecond },
  ],
};

export const USE_UNDER_BACKLOG: Measure = {
  name: 'rate-limit-use',
  what: 'the requests a second while there is a backlog, beside the limit',
  unit: 'requests/s',
  goal: { atLeast: 0.9 },
  run: async (context) => [
    { value: rateUnderBacklog(await arrivals(context)), baseline: LIMITED.rateLimit.requestsPerSecond },
  ],
};
