import { createHash } from 'node:crypto';
import type { GivenRequest, RequestedPolicy } from './port-request-schema';

/**
 * What a request says that says nothing, for its fingerprint alone. It stays as it is for ever: a release that adds or
 * changes a default does not make another request of one that was started before.
 */
const UNSAID = {
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
 * The fingerprint of a request: equal for equal content, whatever the order of its keys, and whether a default is
 * written out or not.
 *
 * @param given - `given` of a parsed request: what was said, without the defaults of this release
 */
export function requestDigest(given: GivenRequest, policy: RequestedPolicy): string {
  const request = { ...UNSAID, ...given };
  return createHash('sha256').update(canonicalJson({ request, policy })).digest('hex').slice(0, 32);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
