import type { SearchAttributePair } from '@temporalio/common';
import type { PortRequest } from '../domain/model/request';
import {
  PortAccount,
  PortActionRequired,
  PortCountry,
  PortNumberCount,
  PortPhase,
  PortProvider,
  PortReference,
  PortTenant,
} from './search-attributes';

/**
 * The search attributes that are known before the workflow runs: setting them at the start is free, and the port is
 * found at once. The workflow keeps them current (`attributesOf`).
 */
export function startAttributes(request: PortRequest, country: string | undefined): SearchAttributePair[] {
  return [
    // Most requests are complete, so the workflow usually finds the same.
    { key: PortPhase, value: request.submit === 'manual' ? 'draft' : 'submitting' },
    { key: PortProvider, value: request.provider },
    { key: PortAccount, value: request.account },
    { key: PortNumberCount, value: request.numbers.length },
    { key: PortActionRequired, value: false },
    ...(request.tenant === undefined ? [] : [{ key: PortTenant, value: request.tenant }]),
    ...(request.reference === undefined ? [] : [{ key: PortReference, value: request.reference }]),
    ...(country === undefined ? [] : [{ key: PortCountry, value: country }]),
  ];
}
