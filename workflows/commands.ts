import type { UpdateDefinition } from '@temporalio/common';
import { CancellationScope, condition, currentUpdateInfo, setHandler } from '@temporalio/workflow';
import {
  cancel,
  changeDate,
  refresh,
  type CancelInput,
  type ChangeDateInput,
  type CommandInput,
  type CommandResult,
} from '../src/contract/messages';
import { portView } from '../src/contract/view';
import type { AskedCommand, Command } from '../src/domain/commands';
import type { Port } from '../src/domain/port';
import { malformedCommand, portEnded, refusedCommand } from './failures';
import { isCancelInput, isChangeDateInput, isCommandInput } from './command-input';

/**
 * Registers the updates. A handler only hands its command to the loop and waits until it is decided; a repeated id
 * meets the decision that it already has.
 *
 * @param ask - takes a command for the loop
 * @param read - the port as it is now; undefined while it is being prepared
 */
export function handleCommands(ask: (asked: AskedCommand) => void, read: () => Port | undefined): void {
  const register = <T extends CommandInput | undefined>(
    definition: UpdateDefinition<CommandResult, [T]>,
    example: string,
    description: string,
    isValid: (input: unknown) => boolean,
    understand: (input: T) => Command,
  ) => {
    const { name } = definition;
    setHandler(
      definition,
      (input: T) => {
        const id = currentUpdateInfo()?.id ?? '';
        const by = input?.by;
        ask({
          id,
          at: Date.now(),
          ...(by !== undefined && { by }),
          command: understand(input),
          isLooked: false,
        });
        return CancellationScope.nonCancellable(() => answerTo(id, read));
      },
      {
        description: `${description} Example: ${example}`,
        validator: (input: T) => {
          if (!isValid(input)) throw malformedCommand(name, example);
        },
      },
    );
  };

  register<CommandInput | undefined>(
    refresh,
    '{"by": "ada"}',
    'Read the orders at the provider now.',
    isCommandInput,
    () => ({ name: 'refresh' }),
  );
  register<CancelInput | undefined>(
    cancel,
    '{"numbers": ["+12125550100"], "reason": "customer stays", "by": "ada"}',
    'Take numbers out of the port; without numbers, all that are still open.',
    isCancelInput,
    (input) => ({
      name: 'cancel',
      ...(input?.numbers !== undefined && { numbers: input.numbers }),
      ...(input?.reason !== undefined && { reason: input.reason }),
    }),
  );
  register<ChangeDateInput>(
    changeDate,
    '{"schedule": {"date": "2026-12-10", "timeZone": "America/New_York"}, "by": "ada"}',
    'Wish for another date; free before the port is submitted.',
    isChangeDateInput,
    ({ schedule }) => ({ name: 'changeDate', schedule }),
  );
}

/** Waits for the decision. What was accepted is answered; where nothing was, the update fails and says what is allowed. */
async function answerTo(id: string, read: () => Port | undefined): Promise<CommandResult> {
  const decision = () => read()?.decided.find((decided) => decided.id === id);
  await condition(() => decision() !== undefined || read()?.ending !== undefined);
  const port = read();
  const decided = decision();
  if (port === undefined || decided === undefined) throw portEnded();
  const { accepted, refused } = decided;
  if (accepted.length === 0) throw refusedCommand(refused);
  return { accepted, refused, view: portView(port) };
}
