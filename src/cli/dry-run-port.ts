import type { PortRequestInput } from '../contract/port-request-input';
import type { CommandContext } from './command-context';
import { dryRunLines } from './render/dry-run';
import { withTemporal } from './temporal-session';

/**
 * Says what a port request would come to; nothing is started. Exit code 2 when something is missing or a number
 * cannot be moved: as it is, somebody would have to mend it.
 *
 * @throws PortingError as `PortingClient.dryRun`
 */
export async function dryRunPort(
  input: PortRequestInput,
  json: boolean,
  context: CommandContext,
): Promise<void> {
  const { env, output } = context;
  await withTemporal(env, async ({ porting }) => {
    const answer = await porting.dryRun(input);
    if (json) output.json(answer);
    else for (const line of dryRunLines(answer)) output.line(line);
    const isFine = answer.missing.length === 0 && answer.portability.every(({ portable }) => portable);
    if (!isFine) context.exitCode = 2;
  });
}
