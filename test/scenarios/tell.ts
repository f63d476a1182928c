import type { PortHandle } from '../../src/client/port-handle';
import { PortingError } from '../../src/client/porting-error';
import type { CommandResult } from '../../src/contract/messages';
import type { Decision } from '../../src/domain/commands';
import type { Act } from './scenarios';

/** Who says what scenarios do. */
export const OPERATOR = 'operator';

/**
 * Says a command to a port on Temporal, as any client would: each method of the handle has the name of its command.
 * A refusal is an answer, and part of the story.
 */
export async function tell(port: PortHandle, { id, command }: Act): Promise<Decision> {
  const { name, ...input } = command;
  const method = port[name] as (this: PortHandle, options: object) => Promise<CommandResult>;
  try {
    const { accepted, refused } = await method.call(port, { idempotencyKey: id, by: OPERATOR, ...input });
    return { accepted, refused };
  } catch (error) {
    if (!(error instanceof PortingError) || error.refused.length === 0) throw error;
    return { accepted: [], refused: error.refused };
  }
}
