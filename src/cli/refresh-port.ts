import { PortingError } from '../client/porting-error';
import type { CommandOptions } from '../client/port-handle';
import { CliError } from './cli-error';
import type { CommandContext } from './command-context';
import { summaryOf } from './port-summary';
import { viewLines } from './render/port-view';
import { withTemporal, type TemporalSession } from './temporal-session';

/** Has a port read its orders, and prints what came of it. */
export async function refreshPort(
  requestId: string,
  { json, ...options }: CommandOptions & { readonly json: boolean },
  context: CommandContext,
): Promise<void> {
  const { env, output } = context;
  await withTemporal(env, async (session) => {
    const result = await session.porting
      .get(requestId)
      .refresh(options)
      .catch(async (error: unknown) => {
        throw await endedOr(error, requestId, session);
      });
    if (json) output.json(result);
    else {
      for (const line of viewLines(result.view)) output.line(line);
      for (const { number, code, message } of result.refused) {
        output.note(`refused${number === undefined ? '' : ` for ${number}`}: ${code}: ${message}`);
      }
    }
    if (result.accepted.length === 0 && result.refused.length > 0) context.exitCode = 2;
  });
}

/** Temporal says of an ended workflow that it is not there; a person should hear that the port has ended. */
async function endedOr(error: unknown, requestId: string, { client }: TemporalSession): Promise<unknown> {
  if (!(error instanceof PortingError) || error.code !== 'port_not_found') return error;
  const { phase, execution } = await summaryOf(client, requestId);
  if (execution === 'RUNNING') return error;
  const message = `Port ${requestId} has ended (${phase}): there is nothing to read any more. See \`portkeeper show ${requestId}\`.`;
  return new CliError('port_ended', message, 2, { cause: error });
}
