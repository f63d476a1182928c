import type { PortRequest, RequestDocument } from '../../src/domain/model/request';
import type { MissingField, Portability } from '../../src/domain/model/snapshot';
import { DAY } from '../../src/domain/model/time';
import type { Account } from '../accounts';

/** The missing fields of a request, by the rules of the provider and of the account. */
export function requirementsOf(
  { provider, documentMaxAge }: Account,
  request: PortRequest,
  now: number,
  check?: readonly Portability[],
): MissingField[] {
  const { documents } = request;
  return [
    ...provider.requirements(request, now, check),
    ...(provider.capabilities.uploads === true ? [] : notUploadable(documents, provider.name)),
    ...(documentMaxAge === undefined ? [] : tooOld(documents, now, documentMaxAge)),
  ];
}

function notUploadable(documents: readonly RequestDocument[], provider: string): MissingField[] {
  if (!documents.some(({ uri, providerId }) => uri !== undefined && providerId === undefined)) return [];
  const message = `${provider} takes no documents through its API: hand them in by its portal, and leave them out here.`;
  return [{ field: 'documents', message }];
}

function tooOld(documents: readonly RequestDocument[], now: number, maxAge: number): MissingField[] {
  const days = Math.floor(maxAge / DAY);
  return documents
    .filter(({ issuedOn }) => issuedOn !== undefined && Date.parse(issuedOn) + maxAge < now)
    .map(({ type, issuedOn }) => ({
      field: 'documents',
      message: `A newer ${type.replaceAll('_', ' ')}: that of ${issuedOn ?? ''} is older than ${String(days)} days.`,
    }));
}
