import { Option, type Command } from 'commander';
import type { ProviderName } from '../../../contract/names';
import { accountName } from '../../account-name';
import type { CommandContext, JsonOption } from '../../command-context';
import { addCommand, type CommandText } from '../../define-command';

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
