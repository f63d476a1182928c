import { findProvider, providerNames } from '../../config/providers';
import type { Environment } from '../../config/variables';
import type { ProviderName } from '../../contract/names';
import type { PortRequestInput } from '../../contract/port-request-input';
import { parsePortRequest } from '../../contract/port-request-schema';
import type { RequestWarning } from '../../contract/provider-operations';
import { requestWarnings } from '../../contract/request-warnings';
import { CliError } from '../failure';
import type { CommandContext } from '../command';
import { readJsonInput } from '../json-input';

/** A parsed port request, and the warnings to show before it is sent. */
export interface ReadRequest {
  readonly input: PortRequestInput;
  readonly warnings: readonly RequestWarning[];
}

/**
 * Reads a port request from a file. It is validated before connecting to Temporal, because invalid input is
 * invalid whether Temporal runs or not.
 *
 * @param file - JSON; `-` is standard input
 * @throws CliError `invalid_request`, naming every wrong field; `request_too_large`, `input_unreadable`;
 * ConfigurationError if its provider may be one of the configuration file, which cannot be read
 */
export async function readPortRequest(
  file: string,
  context: Pick<CommandContext, 'env' | 'input'>,
): Promise<ReadRequest> {
  const input = await readJsonInput(file, context);
  const providers = allowedProviders(input, context.env);
  const parsed = parsePortRequest(input, providers && { providers });
  if (parsed.ok) return { input: input as PortRequestInput, warnings: requestWarnings(parsed.request) };
  const list = parsed.invalid.map(({ field, message }) => `  ${field}: ${message}`).join('\n');
  const where = file === '-' ? 'standard input' : file;
  throw new CliError(parsed.code, `${where} is not a valid port request; nothing was started:\n${list}`, 2);
}

/** The names to choose from if the request's provider is unknown; undefined if it is known. */
function allowedProviders(input: unknown, env: Environment): readonly ProviderName[] | undefined {
  const { provider } = (input ?? {}) as { readonly provider?: unknown };
  if (typeof provider === 'string' && findProvider(env, provider) !== undefined) return undefined;
  return providerNames(env);
}
