import { parsePortRequest, type PortRequestInput } from '../contract/port-request-schema';
import { CliError } from './cli-error';
import type { CommandContext } from './command-context';
import { readJsonInput } from './json-input';

/**
 * A port request from a file. Looked at before anybody is asked: wrong input is wrong whether Temporal runs or not.
 *
 * @param file - JSON; `-` is standard input
 * @throws CliError `invalid_request`, naming every wrong field; `input_unreadable`
 */
export async function readPortRequest(
  file: string,
  context: Pick<CommandContext, 'input'>,
): Promise<PortRequestInput> {
  const input = await readJsonInput(file, context);
  const parsed = parsePortRequest(input);
  if (parsed.ok) return input as PortRequestInput;
  const list = parsed.invalid.map(({ field, message }) => `  ${field}: ${message}`).join('\n');
  const where = file === '-' ? 'standard input' : file;
  throw new CliError(
    'invalid_request',
    `${where} is not a valid port request; nothing was started:\n${list}`,
    2,
  );
}
