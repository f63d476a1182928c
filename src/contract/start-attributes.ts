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
 * What the index can know of a port before its workflow has run: setting it at start is free, and the port is found
 * at once. The workflow keeps it true from there (`attributesOf`).
 */
export function startAttributes(request: PortRequest, country: string | undefined): SearchAttributePair[] {
  return [
    // Most requests are complete, so this is what the workflow will find too.
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
