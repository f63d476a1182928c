import type { CommandOptions, PortHandle } from '../../client/port-handle';
import { PortingError } from '../../client/porting-error';
import type { CommandResult } from '../../contract/messages';
import type { CommandContext, JsonOption } from '../command';
import { failureOf } from '../failure';
import { acceptedLine, refusalLines } from '../render/decision';
import { viewLines } from '../render/port';
import { withTemporal, type TemporalSession } from '../temporal-session';
import { followPort } from './watch-port';

/** How what was decided is told. */
export interface TellOptions extends JsonOption {
  readonly wait?: true;
  readonly idempotencyKey?: string;
  /** What people should know about what was accepted, beside the view. */
  readonly notesOn?: (result: CommandResult) => readonly string[];
}

/**
 * Tells a running port something and prints what was decided: exit code 0 when it was accepted, wholly or in part,
 * and 2 when it was refused. What the port comes to later changes nothing about that.
 *
 * @param notify - sends the command, under the caller's key where there is one
 */
export async function runPortCommand(
  requestId: string,
  notify: (port: PortHandle, key: Pick<CommandOptions, 'idempotencyKey'>) => Promise<CommandResult>,
  { json, wait, idempotencyKey, notesOn }: TellOptions,
  context: CommandContext,
): Promise<void> {
  const { env, output } = context;
  await withTemporal(env, async (session) => {
    const key = idempotencyKey === undefined ? {} : { idempotencyKey };
    try {
      const result = await notify(session.porting.get(requestId), key);
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
    if (wait) await followToItsEnd(session, requestId, json === true, context);
  });
}

/** Whether the answer is no; everything else that goes wrong is a failure. */
function isRefusal(error: PortingError): boolean {
  return error.refused.length > 0 || failureOf(error).exitCode === 2;
}

function printDecision(
  result: CommandResult,
  { json, isFollowed }: { readonly json: boolean; readonly isFollowed: boolean },
  { output }: CommandContext,
): void {
  if (json) {
    // Lines follow that are objects of their own, so this is one too.
    if (isFollowed) output.jsonLine(result);
    else output.json(result);
    return;
  }
  output.line(acceptedLine(result.accepted));
  for (const line of viewLines(result.view)) output.line(line);
  for (const line of refusalLines(result.refused)) output.note(line);
}

async function followToItsEnd(
  session: TemporalSession,
  requestId: string,
  json: boolean,
  context: CommandContext,
): Promise<void> {
  try {
    await followPort(session, requestId, json, context);
  } catch (error) {
    // The command was accepted, whatever became of the port, or of watching it.
    context.output.note(failureOf(error).message ?? '');
  }
  if (context.stopped.aborted)
    context.output.note(`The port goes on. Follow it with \`portkeeper watch ${requestId}\`.`);
}
