import { Command, Option } from 'commander';
import type { ProviderClient } from '../../../client/provider-client';
import type { ProviderName } from '../../../contract/names';
import type { OperationName } from '../../../contract/provider-operations';
import type { ProviderDescriptor } from '../../../providers/descriptor';
import type { SharedOperationName } from '../../../providers/operations';
import { addCommand, type CommandContext, type CommandText, type JsonOption } from '../../command';
import { lazyModules } from '../../lazy-modules';
import { accountName } from '../../options';

/** The operations that are the same for all providers. */
const SHARED_OPERATIONS: readonly SharedOperationName[] = ['dryRun', 'order.cancel'];

/** Adds the commands of some operations of a provider. */
export type DefineOperation = (
  parent: Command,
  provider: ProviderDescriptor,
  context: CommandContext,
) => void;

/** The options that every operation has. */
export interface OperationOptions extends JsonOption {
  readonly account: string;
}

/** The texts of a command, and the operation that it is for. */
export interface OperationText extends CommandText {
  readonly operation: OperationName;
}

/**
 * A command for one operation of a provider, with `--account` beside what every command has. Of an operation that the
 * provider lacks, the command belongs to no program.
 */
export function addOperation(
  parent: Command,
  { operations }: ProviderDescriptor,
  { operation, ...text }: OperationText,
): Command {
  const isOffered = [...SHARED_OPERATIONS, ...operations].includes(operation);
  return addCommand(isOffered ? parent : new Command(), text).addOption(
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

/** The options of an operation that takes an order, or a draft of one. */
export interface DraftOptions extends OperationOptions {
  readonly draft?: true;
}

export function draftOption(): Option {
  return new Option('--draft', 'of a draft: <draft>, or <draft>/<group> as `draft show` names it');
}
