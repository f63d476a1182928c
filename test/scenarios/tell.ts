import type { PortHandle } from '../../src/client/port-handle';
import { PortingError } from '../../src/client/porting-error';
import type { CommandResult } from '../../src/contract/messages';
import type { Decision } from '../../src/domain/model/commands';
import type { CommandName } from '../../src/domain/model/port-commands';
import { commandOf, type Act } from './scenario';

/** Who says what scenarios do. */
export const OPERATOR = 'operator';

/** A method for every command, of the same name; the input of each command is its own affair. */
type Commands = { readonly [Name in CommandName]: (options: never) => Promise<CommandResult> };

/**
 * Says a command to a port on Temporal, as any client would. A refusal is an answer, and part of the story.
 *
 * @param now - the time of the client, where that is not the computer's
 */
export async function tell(port: PortHandle, act: Act, now = Date.now()): Promise<Decision> {
  const { id } = act;
  const { name, ...input } = commandOf(act, now);
  const commands: Commands = port;
  try {
    const options = { idempotencyKey: id, by: OPERATOR, ...input };
    const { accepted, refused } = await commands[name](options as never);
    return { accepted, refused };
  } catch (error) {
    if (!(error instanceof PortingError) || error.refused.length === 0) throw error;
    return { accepted: [], refused: error.refused };
  }
}
