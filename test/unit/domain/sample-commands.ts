import type { AnswerableAttention } from '../../../src/domain/model/attention';
import type { Port } from '../../../src/domain/model/port';
import type { Command, CommandName, CommandOf, SettledAs } from '../../../src/domain/model/port-commands';
import { DAY, toRfc3339 } from '../../../src/domain/model/time';
import type { Patch } from './model';

/** No port of these tests has this number. */
const FOREIGN_NUMBER = '+12125559999';

/** A plausible input of every command; of those that can name numbers, about these. */
const SAMPLES: {
  readonly [Name in CommandName]: (numbers: readonly string[]) => Omit<CommandOf<Name>, 'name'>;
} = {
  refresh: () => ({}),
  submit: () => ({}),
  amend: () => ({ patch: { kind: 'name', name: 'Acme, amended' } satisfies Patch }),
  cancel: (numbers) => ({ numbers }),
  changeDate: () => ({ schedule: { date: '2026-06-01' } }),
  resubmit: (numbers) => ({ numbers }),
  settle: (numbers) => ({ numbers, as: 'canceled', evidence: 'the carrier said so' }),
  abandon: () => ({}),
  extend: (numbers) => ({ numbers, for: 'P20D' }),
  addComment: () => ({ body: 'Please look again.' }),
  addDocument: () => ({ document: {} }),
  rate: () => ({ stars: 4 }),
};

/** A command with plausible input, about these numbers where it can name numbers. */
function sampleOf(name: CommandName, numbers: readonly string[]): Command {
  return { name, ...SAMPLES[name](numbers) } as Command;
}

/** A command of a generated run, with numbers by their place in the request; a place beyond it is a foreign number. */
export interface PlannedCommand {
  readonly name: CommandName;
  readonly places?: readonly number[];
  readonly as?: SettledAs;
  readonly supersede?: boolean;
  readonly confirm?: boolean;
  readonly patch?: Patch['kind'];
}

/**
 * The command that a plan means for a port.
 *
 * @param count - how many commands came before; commands of the same plan differ by it
 */
export function commandOf(
  { name, places, as = 'canceled', patch = 'name', ...flags }: PlannedCommand,
  port: Port,
  count: number,
): Command {
  const own = numbersOf(port);
  const numbers = places?.map((place) => own[place] ?? FOREIGN_NUMBER);
  const sample = sampleOf(name, numbers ?? own);
  const named = numbers && { numbers };
  switch (sample.name) {
    case 'cancel':
      return { name: sample.name, ...named };
    case 'resubmit':
      return { name: sample.name, ...named, ...flags };
    case 'extend':
      return { name: sample.name, ...named, for: `P${String((count % 20) + 1)}D` };
    case 'settle':
      return { ...sample, as };
    case 'amend':
      return { ...sample, patch: patchOf(patch, numbers ?? own, count) };
    case 'changeDate':
      return { ...sample, schedule: { date: `2026-05-${String((count % 28) + 1).padStart(2, '0')}` } };
    default:
      return sample;
  }
}

function patchOf(kind: Patch['kind'], numbers: readonly string[], count: number): Patch {
  switch (kind) {
    case 'nonsense':
      return { kind };
    case 'name':
      return { kind, name: `Acme ${String(count)}` };
    case 'accounts':
      return { kind, numbers, account: `account ${String(count % 3)}` };
  }
}

/** The command that an attention names, as an operator gives it who has read the attention. */
export function answerTo(
  { cause, numbers, answerBy }: AnswerableAttention,
  name: CommandName,
  port: Port,
  as: SettledAs = 'canceled',
): Command {
  const own = numbers.length === 0 ? numbersOf(port) : numbers;
  const sample = sampleOf(name, own);
  switch (sample.name) {
    case 'resubmit':
      if (cause === 'submission_unknown') return { name: sample.name, confirm: true };
      return { ...sample, ...(cause === 'supersede_blocked' && { supersede: true }) };
    case 'settle':
      return { ...sample, as };
    case 'extend':
      return { name: sample.name, numbers: own, until: toRfc3339((answerBy ?? port.asOf) + DAY) };
    default:
      return sample;
  }
}

function numbersOf(port: Port): string[] {
  return port.request.numbers.map(({ phoneNumber }) => phoneNumber);
}
