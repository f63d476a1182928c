import { Command, Option } from 'commander';
import type { ProviderClient } from '../../../client/provider-client';
import type { ProviderName } from '../../../contract/names';
import type { OperationName } from '../../../contract/provider-operations';
import type { ProviderDescriptor } from '../../../providers/descriptor';
import type { SharedOperationName } from '../../../providers/operations';
import { addCommand, type CommandContext, type CommandText, type JsonOption } from '../../command';
import { lazyModules } from '../../lazy-modules';
import { accountName } from '../../options';

/** The operations that every provider has. */
const SHARED_OPERATIONS: readonly SharedOperationName[] = ['dryRun', 'order.cancel'];

/** Adds the commands for some operations of a provider. */
export type DefineOperation = (
  parent: Command,
  provider: ProviderDescriptor,
  context: CommandContext,
) => void;

/** The options of every operation. */
export interface OperationOptions extends JsonOption {
  readonly account: string;
}

/** The texts of a command, and its operation. */
export interface OperationText extends CommandText {
  readonly operation: OperationName;
}

/**
 * Adds a command for one operation of a provider, with `--account`. If the provider lacks the operation, the
 * command is built but not added to the program.
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
 * Adds a group of related operations, for example `webhooks get` and `webhooks set`.
 *
 * @param example - the command line after the name of the provider
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

/** Sends an operation to a worker and prints the answer: as JSON, or as lines. */
export async function answerWith<Answer>(
  { env, output }: CommandContext,
  { account, json }: OperationOptions,
  provider: ProviderName,
  call: (client: ProviderClient) => Promise<Answer>,
  lines: (answer: Answer) => readonly string[],
): Promise<Answer> {
  return lazyModules.temporalSession().withTemporal(env, async ({ porting }) => {
    const answer = await call(porting.provider(provider, account));
    if (json) output.json(answer);
    else for (const line of lines(answer)) output.line(line);
    return answer;
  });
}

/** The options of an operation on an order or on a draft of one. */
export interface DraftOptions extends OperationOptions {
  readonly draft?: true;
}

export function draftOption(): Option {
  return new Option('--draft', 'of a draft: <draft>, or <draft>/<group> as `draft show` names it');
}
