import {
  CancellationScope,
  condition,
  currentUpdateInfo,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import type { CommandInput, CommandResult } from '../../src/contract/messages';
import { answerView } from '../../src/contract/answer-view';
import type { AskedCommand, DecidedCommand } from '../../src/domain/model/commands';
import {
  COMMAND_NAMES,
  PORT_COMMANDS,
  portCommand,
  SETTLED_AS,
  type Command,
  type CommandName,
} from '../../src/domain/model/port-commands';
import type { Port } from '../../src/domain/model/port';
import { isInputOf, isTooLarge } from './command-input';
import { malformedCommand, oversizedCommand, portEnded, refusedCommand } from '../failures';
import { maxBytesOf } from './input-size';
import { workflowTime } from '../clock';

/**
 * Registers the updates. A handler only passes its command to the loop and waits for the decision; a repeated id gets
 * the existing decision.
 *
 * @param ask - passes a command to the loop
 * @param read - the current port; undefined while it is being prepared
 */
export function handleCommands(ask: (asked: AskedCommand) => void, read: () => Port | undefined): void {
  for (const name of COMMAND_NAMES) {
    const handler = (input: CommandInput | undefined) => {
      const { by, ...own } = input ?? {};
      const id = currentUpdateInfo()?.id ?? '';
      const command = { name, ...withEachOnce(own) } as Command; // the validator checked its fields
      if (decisionOn(id, read) === undefined)
        ask({ id, at: workflowTime(), ...(by !== undefined && { by }), command, isPolled: false });
      return CancellationScope.nonCancellable(() => answerTo(id, read));
    };
    setHandler(defineUpdate<CommandResult, [CommandInput | undefined]>(name), handler, {
      description: descriptionOf(name),
      validator: (input: unknown) => {
        // A repeated id gets its answer again, whatever its input.
        if (decisionOn(currentUpdateInfo()?.id, read) !== undefined) return;
        if (isTooLarge(input)) throw oversizedCommand(name, maxBytesOf(input));
        if (!isInputOf(name, input)) throw malformedCommand(name, PORT_COMMANDS[name].example);
      },
    });
  }
}

/** The text that the Web UI shows beside the input. */
function descriptionOf(name: CommandName): string {
  const { what, when, fields, example } = portCommand(name);
  const own = Object.entries(fields).map(([field, { kind, meaning }]) => {
    const choices = kind === 'outcome' ? ` (${SETTLED_AS.join(', ')})` : '';
    return `${field}: ${meaning}${choices}.`;
  });
  return [what, `Allowed ${when}.`, ...own, `Example: ${example}`].join(' ');
}

/** Removes repeated numbers. */
function withEachOnce(own: object): object {
  const { numbers } = own as { readonly numbers?: readonly string[] };
  return Array.isArray(numbers) ? { ...own, numbers: [...new Set(numbers)] } : own;
}

function decisionOn(id: string | undefined, read: () => Port | undefined): DecidedCommand | undefined {
  return id === undefined ? undefined : read()?.recentDecisions.find((decided) => decided.id === id);
}

/**
 * Waits for the decision. Returns the accepted part; if there is none, the update fails with the allowed commands.
 */
async function answerTo(id: string, read: () => Port | undefined): Promise<CommandResult> {
  const decision = () => decisionOn(id, read);
  await condition(() => decision() !== undefined || read()?.ending !== undefined);
  const port = read();
  const decided = decision();
  if (port === undefined || decided === undefined) throw portEnded();
  const { accepted, refused, numbersLeftOut } = decided;
  if (accepted.length === 0) throw refusedCommand(refused);
  const leftOut = numbersLeftOut !== undefined && { numbersLeftOut };
  return { accepted, refused, ...leftOut, view: answerView(port, decided) };
}
