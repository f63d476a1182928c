import { createHash } from 'node:crypto';
import type { PortRequest } from '../domain/request';
import type { RequestedPolicy } from './port-request-schema';

/** The fingerprint of a parsed request: equal for equal content, whatever the order of its keys. */
export function requestDigest(request: PortRequest, policy: RequestedPolicy): string {
  return createHash('sha256').update(canonicalJson({ request, policy })).digest('hex').slice(0, 32);
}

function canonicalJson(value: unknown): string {
  return JSON.stringify(value, (_key, inner: unknown) =>
    typeof inner === 'object' && inner !== null && !Array.isArray(inner)
      ? Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)))
      : inner,
  );
}
