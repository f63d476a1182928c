import { createHash } from 'node:crypto';
import type { GivenRequest, RequestedPolicy } from './port-request-schema';

/**
 * The defaults that the digest includes. They never change: a new or changed default in a later release must not
 * change the digest of a request that was started before.
 */
const DIGEST_DEFAULTS = {
  account: 'default',
  portScope: { type: 'full' },
  schedule: { date: 'asap' },
  documents: [],
  notificationEmails: [],
  providerOptions: {},
  submit: 'when_ready',
  onNotPortable: 'hold',
};

/**
 * The digest of a request: equal for equal content, whatever the order of its keys, and with or without written
 * defaults.
 *
 * @param given - `given` of a parsed request: without the defaults of this release
 */
export function requestDigest(given: GivenRequest, policy: RequestedPolicy): string {
  const request = { ...DIGEST_DEFAULTS, ...given };
  return createHash('sha256').update(canonicalJson({ request, policy })).digest('hex').slice(0, 32);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
