import {
  CancellationScope,
  condition,
  currentUpdateInfo,
  defineUpdate,
  setHandler,
} from '@temporalio/workflow';
import type { CommandInput, CommandResult } from '../../src/contract/messages';
import { answerView } from '../../src/contract/answer-view';
import type { AskedCommand, Command, CommandName, DecidedCommand } from '../../src/domain/model/commands';
import type { Port } from '../../src/domain/model/port';
import { isInputOf, isTooLarge } from './command-input';
import { malformedCommand, oversizedCommand, portEnded, refusedCommand } from '../failures';
import { mostBytesOf } from './input-size';

/** How each command looks from outside. The Web UI shows the description where one writes the input. */
interface CommandText {
  readonly what: string;
  /** JSON that can be taken as it is. */
  readonly example: string;
}

const COMMANDS: Readonly<Record<CommandName, CommandText>> = {
  refresh: {
    what: 'Read the orders at the provider now, and try again what waits to be tried again.',
    example: '{"by": "ada"}',
  },
  submit: {
    what: 'Send a complete draft; needed only where the request says "submit": "manual".',
    example: '{"by": "ada"}',
  },
  amend: {
    what: 'Mend the request by a JSON merge patch; numbers are matched by phoneNumber, null removes.',
    example: '{"patch": {"numbers": [{"phoneNumber": "+12125550100", "pin": "4242"}]}, "by": "ada"}',
  },
  cancel: {
    what: 'Take numbers out of the port; without numbers, all that are still open.',
    example: '{"numbers": ["+12125550100"], "reason": "customer stays", "by": "ada"}',
  },
  changeDate: {
    what: 'Wish for another date; of an order that the provider has, where it can change that.',
    example: '{"schedule": {"date": "2026-12-10", "timeZone": "America/New_York"}, "by": "ada"}',
  },
  resubmit: {
    what:
      'Send numbers again, as a new order where the provider cannot change the old one; without numbers, all that wait ' +
      'for a person. supersede: do not wait for the ' +
      'end of the old order any more. confirm: I looked, the provider has no order.',
    example: '{"numbers": ["+12125550100"], "by": "ada"}',
  },
  settle: {
    what: 'Say what became of numbers, though the provider does not: ported, canceled, rejected, not_portable, expired or reversed.',
    example:
      '{"numbers": ["+12125550100"], "as": "ported", "evidence": "test call went through", "by": "ada"}',
  },
  abandon: {
    what: 'Give the whole port up: what can be canceled is canceled, the rest is left open at the provider.',
    example: '{"reason": "customer left", "by": "ada"}',
  },
  extend: {
    what:
      'Ask for more time before numbers are given up or a draft expires: until a moment, or for a duration from now; ' +
      'without numbers, for all that wait for an answer.',
    example: '{"numbers": ["+12125550100"], "for": "P7D", "reason": "customer on holiday", "by": "ada"}',
  },
  addComment: {
    what: 'Write a comment to the provider, where it takes any; about the orders of some numbers.',
    example: '{"body": "The PIN is right, please try again.", "by": "ada"}',
  },
  addDocument: {
    what: 'Hand in a document after the submission, where the provider takes any.',
    example: '{"document": {"type": "utility_bill", "providerId": "RD…"}, "by": "ada"}',
  },
  rate: {
    what: 'Tell the provider how it went, where it wants to know.',
    example: '{"stars": 5, "by": "ada"}',
  },
};

/**
 * Registers the updates. A handler only hands its command to the loop and waits until it is decided; a repeated id
 * meets the decision that it already has.
 *
 * @param ask - takes a command for the loop
 * @param read - the port as it is now; undefined while it is being prepared
 */
export function handleCommands(ask: (asked: AskedCommand) => void, read: () => Port | undefined): void {
  for (const [name, { what, example }] of Object.entries(COMMANDS) as [CommandName, CommandText][]) {
    const handler = (input: CommandInput | undefined) => {
      const { by, ...own } = input ?? {};
      const id = currentUpdateInfo()?.id ?? '';
      const command = { name, ...withEachOnce(own) } as Command; // its fields were looked at by the validator
      if (decisionOn(id, read) === undefined)
        ask({ id, at: Date.now(), ...(by !== undefined && { by }), command, isPolled: false });
      return CancellationScope.nonCancellable(() => answerTo(id, read));
    };
    setHandler(defineUpdate<CommandResult, [CommandInput | undefined]>(name), handler, {
      description: `${what} Example: ${example}`,
      validator: (input: unknown) => {
        // A repeated id gets its answer again, whatever comes with it.
        if (decisionOn(currentUpdateInfo()?.id, read) !== undefined) return;
        if (isTooLarge(input)) throw oversizedCommand(name, mostBytesOf(input));
        if (!isInputOf(name, input)) throw malformedCommand(name, example);
      },
    });
  }
}

/** Numbers that are named twice are meant once. */
function withEachOnce(own: object): object {
  const { numbers } = own as { readonly numbers?: readonly string[] };
  return Array.isArray(numbers) ? { ...own, numbers: [...new Set(numbers)] } : own;
}

function decisionOn(id: string | undefined, read: () => Port | undefined): DecidedCommand | undefined {
  return id === undefined ? undefined : read()?.recentDecisions.find((decided) => decided.id === id);
}

/** Waits for the decision. What was accepted is answered; where nothing was, the update fails and says what is allowed. */
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
