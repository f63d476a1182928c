import type { CommandOptions } from '../client/port-handle';
import type { CommandContext } from './command-context';
import { viewLines } from './render/port-view';
import { withTemporal } from './temporal-session';

/** Has a port read its orders, and prints what came of it. */
export async function refreshPort(
  requestId: string,
  { json, ...options }: CommandOptions & { readonly json: boolean },
  context: CommandContext,
): Promise<void> {
  const { env, output } = context;
  await withTemporal(env, async (session) => {
    const result = await session.porting.get(requestId).refresh(options);
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
