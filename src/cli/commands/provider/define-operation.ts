import { Option, type Command } from 'commander';
import type { ProviderClient } from '../../../client/provider-client';
import type { ProviderName } from '../../../contract/names';
import { accountName } from '../../account-name';
import type { CommandContext, JsonOption } from '../../command-context';
import { addCommand, type CommandText } from '../../define-command';
import { lazyModules } from '../../lazy-modules';

/** Adds one operation to the commands of a provider. */
export type DefineOperation = (parent: Command, provider: ProviderName, context: CommandContext) => void;

/** The options that every operation has. */
export interface OperationOptions extends JsonOption {
  readonly account: string;
}

/** A command for one operation of a provider, with `--account` beside what every command has. */
export function addOperation(parent: Command, text: CommandText): Command {
  return addCommand(parent, text).addOption(
    new Option('--account <name>', 'the account, as the configuration names it')
      .default('default')
      .argParser(accountName),
  );
}

/**
 * A word under which operations of a provider stand that belong together: `webhooks get`, `webhooks set`.
 *
 * @param example - what follows the name of the provider
 */
export function addGroup(
  parent: Command,
  provider: ProviderName,
  { name, summary, example }: { readonly name: string; readonly summary: string; readonly example: string },
): Command {
  return parent
    .command(name)
    .description(summary)
    .addHelpText('after', `\nExample:\n  $ portkeeper provider ${provider} ${example}`);
}

/** Asks a worker, and shows the answer: as JSON, or in lines for people. */
export async function answerWith<Answer>(
  { env, output }: CommandContext,
  { account, json }: OperationOptions,
  provider: ProviderName,
  ask: (client: ProviderClient) => Promise<Answer>,
  lines: (answer: Answer) => readonly string[],
): Promise<Answer> {
  return lazyModules.temporalSession().withTemporal(env, async ({ porting }) => {
    const answer = await ask(porting.provider(provider, account));
    if (json) output.json(answer);
    else for (const line of lines(answer)) output.line(line);
    return answer;
  });
}
