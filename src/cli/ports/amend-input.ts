import type { CommandInput } from '../../contract/messages';
import { readPhoneNumber } from '../../contract/phone-number';
import { MAX_REQUEST_BYTES, overLimit } from '../../contract/request-size';
import type { InputOf } from '../../domain/model/port-commands';
import type { CommandContext } from '../command';
import { CliError } from '../failure';
import { readJsonInput } from '../json-input';
import { readSecrets } from '../secret-input';
import { parsedInput } from './command-input';

/** The options of `amend`, as typed. */
export interface AmendOptions {
  /** `field=value`, the field as a dotted path. */
  readonly set?: readonly string[];
  /** Dotted paths. */
  readonly unset?: readonly string[];
  /** `number=pin`; `number=-` reads the PIN from standard input. */
  readonly pin?: readonly string[];
  readonly by?: string;
}

type Patch = Readonly<Record<string, unknown>>;

/**
 * Builds the input of `amend`: the merge patch of the file (the file itself, or its field `patch`), overlaid
 * with the options.
 *
 * @param file - JSON; `-` is standard input; undefined: only the options
 * @throws CliError `invalid_command`, naming every wrong field; `request_too_large`, `input_unreadable`
 */
export async function amendInputOf(
  file: string | undefined,
  { by, ...options }: AmendOptions,
  context: Pick<CommandContext, 'input' | 'output'>,
): Promise<CommandInput & InputOf<'amend'>> {
  const changes = await withReadPins(changesOf(options), file, context);
  const given = file === undefined ? {} : await readJsonInput(file, context);
  const command: Patch = isCommand(given) ? given : { patch: given };
  const large = overLimit(given, 'the patch', MAX_REQUEST_BYTES);
  if (large !== undefined) throw new CliError('request_too_large', `${large.field} ${large.message}`, 2);
  return parsedInput('amend', {
    ...command,
    patch: withChanges(command['patch'], changes),
    ...(by !== undefined && { by }),
  });
}

/**
 * A port request has no field `patch`. So an object that has only `patch`, or `patch` and `by`, is the
 * command and not the patch.
 */
function isCommand(given: unknown): given is Patch {
  if (!isObject(given) || !Object.hasOwn(given, 'patch')) return false;
  return Object.keys(given).every((key) => key === 'patch' || key === 'by');
}

interface Changes {
  /** Merge patches, each of one field. */
  readonly fields: readonly Patch[];
  /** Patches of numbers, identified by their phone number. */
  readonly numbers: readonly Patch[];
}

function withChanges(patch: unknown, { fields, numbers }: Changes): unknown {
  if (!isObject(patch)) return patch; // the schema reports it
  const patched = fields.reduce<Patch>(merged, patch);
  const others = patched['numbers'] ?? [];
  // Anything but a list stays unchanged: the port refuses it.
  return numbers.length === 0 || !Array.isArray(others)
    ? patched
    : { ...patched, numbers: [...(others as unknown[]), ...numbers] };
}

/** Merges two patches; the second wins. `null` is kept, because it removes a field. */
function merged(first: Patch, second: Patch): Patch {
  const overlaid = Object.entries(second).map(([key, value]) => {
    const before = Object.hasOwn(first, key) ? first[key] : undefined;
    return [key, isObject(before) && isObject(value) ? merged(before, value) : value] as const;
  });
  return { ...first, ...Object.fromEntries(overlaid) };
}

/** Parses the options. All wrong ones are reported at once, without their values: one may be a PIN. */
function changesOf({ set = [], unset = [], pin = [] }: Omit<AmendOptions, 'by'>): Changes {
  const faults: string[] = [];
  const collect = <T>(read: () => T): T[] => {
    try {
      return [read()];
    } catch (error) {
      if (!(error instanceof Fault)) throw error;
      faults.push(`\n  ${error.message}`);
      return [];
    }
  };
  const fields = [
    ...set.flatMap((text) => collect(() => setField(text))),
    ...unset.flatMap((path) => collect(() => atPath('--unset', path, null))),
  ];
  const numbers = pin.flatMap((text) => collect(() => withPin(text)));
  if (faults.length > 0) throw new CliError('invalid_command', `nothing was sent:${faults.join('')}`, 2);
  return { fields, numbers };
}

/** Stands for a PIN that is read from standard input. */
const READ = '-';

/** Reads the PINs that the options leave to standard input. */
async function withReadPins(
  { fields, numbers }: Changes,
  file: string | undefined,
  context: Pick<CommandContext, 'input' | 'output'>,
): Promise<Changes> {
  const unread = numbers.filter(({ pin }) => pin === READ);
  if (unread.length === 0) return { fields, numbers };
  if (file === '-') throw pinFault('standard input is the patch already; put the PIN into it');
  const prompts = unread.map(({ phoneNumber }) => `PIN of ${String(phoneNumber)}:`);
  const pins = await readSecrets(prompts, context);
  if (pins.length !== unread.length || pins.includes('')) {
    const lines = unread.length === 1 ? '1 line with the PIN' : `${unread.length} lines with a PIN each`;
    throw pinFault(`standard input must have ${lines}`);
  }
  const read = new Map(unread.map((number, index) => [number, pins[index]]));
  return {
    fields,
    numbers: numbers.map((number) => ({ ...number, pin: read.get(number) ?? number['pin'] })),
  };
}

function pinFault(why: string): CliError {
  return new CliError('invalid_command', `nothing was sent:\n  --pin: ${why}`, 2);
}

class Fault extends Error {}

function setField(text: string): Patch {
  const { name, value } = splitAtEquals(text);
  if (value === undefined) throw new Fault('--set: must be field=value, like subscriber.name="Acme Inc"');
  if (value === '') throw new Fault(`--set ${name}: must not be empty; --unset removes a field`);
  return atPath('--set', name, value);
}

/** A value at a dotted path, as a merge patch: `{subscriber: {name: …}}`. */
function atPath(option: string, path: string, value: string | null): Patch {
  const [first = '', ...others] = path.split('.');
  if (first === '' || others.includes(''))
    throw new Fault(`${option}: must name a field, like subscriber.name`);
  if (/^numbers\b/.test(first)) {
    throw new Fault(
      `${option} ${path}: numbers are identified by their phone number; use --pin, or a file with ` +
        '{"numbers": [{"phoneNumber": "+12125550100", …}]}',
    );
  }
  return { [first]: others.reduceRight<unknown>((inner, key) => ({ [key]: inner }), value) };
}

function withPin(text: string): Patch {
  const { name, value } = splitAtEquals(text);
  const number = readPhoneNumber(name);
  if (!number.ok || value === undefined || value.trim() === '') {
    const why = number.ok || value === undefined ? '' : `; the number ${number.why}`;
    throw new Fault(
      `--pin: must be number=pin with the number in E.164, like +12125550100=4242, or +12125550100=- to be asked${why}`,
    );
  }
  return { phoneNumber: number.number, pin: value };
}

/** Splits at the first `=`. */
function splitAtEquals(text: string): { readonly name: string; readonly value: string | undefined } {
  const at = text.indexOf('=');
  return at < 0 ? { name: text, value: undefined } : { name: text.slice(0, at), value: text.slice(at + 1) };
}

function isObject(value: unknown): value is Patch {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
