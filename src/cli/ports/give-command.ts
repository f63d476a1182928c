import type { CommandOptions, PortHandle } from '../../client/port-handle';
import { PortingError } from '../../client/porting-error';
import type { CommandResult } from '../../contract/messages';
import type { CommandContext, JsonOption } from '../command';
import { failureOf } from '../failure';
import { acceptedLine, refusalLines } from '../render/decision';
import { viewLines } from '../render/port';
import { withTemporal, type TemporalSession } from '../temporal-session';
import { followPort } from './watch-port';

/** How the decision is printed. */
export interface PrintOptions extends JsonOption {
  readonly wait?: true;
  readonly idempotencyKey?: string;
  /** Notes on the result, printed after the view. */
  readonly notesOn?: (result: CommandResult) => readonly string[];
}

/**
 * Sends a command to a running port and prints the decision. Exit code 0: accepted, wholly or in part; 2:
 * refused. With `--wait`, the outcome of the port does not change the exit code.
 *
 * @param send - sends the command, under the caller's idempotency key if there is one
 */
export async function runPortCommand(
  requestId: string,
  send: (port: PortHandle, key: Pick<CommandOptions, 'idempotencyKey'>) => Promise<CommandResult>,
  { json, wait, idempotencyKey, notesOn }: PrintOptions,
  context: CommandContext,
): Promise<void> {
  const { env, output } = context;
  await withTemporal(env, async (session) => {
    const key = idempotencyKey === undefined ? {} : { idempotencyKey };
    try {
      const result = await send(session.porting.get(requestId), key);
      printDecision(result, { json: json === true, isFollowed: wait === true }, context);
      for (const line of notesOn?.(result) ?? []) output.note(line);
    } catch (error) {
      if (!(error instanceof PortingError) || !isRefusal(error)) throw error;
      const { code, message, refused } = error;
      if (json) output.json({ code, message, accepted: [], refused });
      for (const line of refusalLines(refused)) output.note(line);
      if (refused.length === 0) output.note(failureOf(error).message ?? code);
      context.exitCode = 2;
      return;
    }
    if (wait) await followUntilEnded(session, requestId, json === true, context);
  });
}

/** Whether the command was refused; any other error is a failure. */
function isRefusal(error: PortingError): boolean {
  return error.refused.length > 0 || failureOf(error).exitCode === 2;
}

function printDecision(
  result: CommandResult,
  { json, isFollowed }: { readonly json: boolean; readonly isFollowed: boolean },
  { output }: CommandContext,
): void {
  if (json) {
    // More objects follow, one per line, so this one is printed on one line too.
    if (isFollowed) output.jsonLine(result);
    else output.json(result);
    return;
  }
  output.line(acceptedLine(result.accepted));
  for (const line of viewLines(result.view)) output.line(line);
  for (const line of refusalLines(result.refused)) output.note(line);
}

async function followUntilEnded(
  session: TemporalSession,
  requestId: string,
  json: boolean,
  context: CommandContext,
): Promise<void> {
  try {
    await followPort(session, requestId, json, context);
  } catch (error) {
    // The command was accepted. A failure of the port, or of following it, does not change that.
    context.output.note(failureOf(error).message ?? '');
  }
  if (context.stopped.aborted)
    context.output.note(`The port goes on. Follow it with \`portkeeper watch ${requestId}\`.`);
}
