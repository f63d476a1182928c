import type { NumberOutcome } from './outcome';
import type { Schedule } from './request';

/**
 * Every command of a running port, one row each. Everything outside the rules follows from the row: the update in
 * Temporal, the guard in the workflow, the schema, options and help of the command line, and the types of the rules
 * and of the client's methods. The table is plain data, because it is part of the workflow bundle.
 */

/** The outcomes that a person can record. */
export const SETTLED_AS = [
  'ported',
  'canceled',
  'rejected',
  'not_portable',
  'expired',
  'reversed',
] as const satisfies readonly NumberOutcome[];

/** An outcome that a person can record. */
export type SettledAs = (typeof SETTLED_AS)[number];

type JsonObject = Readonly<Record<string, unknown>>;

/** The value of each kind of field. */
interface Values {
  /** Phone numbers of the port, E.164. */
  readonly numbers: readonly string[];
  /** One line of text. */
  readonly line: string;
  /** Text of several lines. */
  readonly prose: string;
  readonly flag: boolean;
  readonly integer: number;
  readonly outcome: SettledAs;
  /** RFC 3339, with a zone. */
  readonly moment: string;
  /** ISO 8601, for example `P7D`. */
  readonly duration: string;
  readonly schedule: Schedule;
  /** A JSON merge patch (RFC 7396) of the port request. */
  readonly patch: JsonObject;
  readonly document: JsonObject;
}

/** The kind of a field. */
export type FieldKind = keyof Values;

/** A field of one kind, with the bounds of that kind. */
export type FieldOf<Kind extends FieldKind> = {
  readonly kind: Kind;
  /** For the help of the command line and for the Web UI. */
  readonly meaning: string;
  readonly optional?: true;
} & (Kind extends 'line' | 'prose'
  ? { readonly maxLength: number }
  : Kind extends 'integer'
    ? { readonly min: number; readonly max: number }
    : unknown);

/** One field of a command's input. */
export type CommandField = { [Kind in FieldKind]: FieldOf<Kind> }[FieldKind];

/** The description of one command, without its rule. */
export interface PortCommand {
  /** One sentence, for the Web UI and the help of the command line. */
  readonly what: string;
  /** When its rule accepts it; completes a sentence that begins with "Allowed". */
  readonly when: string;
  readonly fields: Readonly<Record<string, CommandField>>;
  /** Exactly one of two optional fields is required. */
  readonly oneOf?: { readonly fields: readonly [string, string]; readonly otherwise: string };
  /** A valid input as JSON. */
  readonly example: string;
  /** Examples for the help of the command line; absent: the command line does not have the command. */
  readonly commandLines?: readonly [string, ...string[]];
}

/** The author of a command: an optional field of every command. */
export const BY = {
  kind: 'line',
  maxLength: 100,
  optional: true,
  meaning: 'the author, for the timeline',
} as const satisfies CommandField;

const REASON = {
  kind: 'line',
  maxLength: 200,
  optional: true,
  meaning: 'the reason, for the timeline',
} as const;

/** The name of a command. */
export type CommandName =
  | 'refresh'
  | 'submit'
  | 'amend'
  | 'cancel'
  | 'changeDate'
  | 'resubmit'
  | 'settle'
  | 'abandon'
  | 'extend'
  | 'addComment'
  | 'addDocument'
  | 'rate';

/**
 * The rows are in the order of `portkeeper --help`. Handlers are registered in the same order, and recorded histories
 * depend on it, so a new row comes last.
 */
export const PORT_COMMANDS = {
  refresh: {
    what: 'Read the orders at the provider now, and retry everything that waits for a retry.',
    when: 'at any time',
    fields: {},
    example: '{"by": "ada"}',
    commandLines: ['portkeeper refresh acme-42 --by ada'],
  },
  submit: {
    what: 'Submit a complete draft; only a request with "submit": "manual" needs it.',
    when: 'while numbers are drafts, nothing is missing, and no number that is not portable holds them',
    fields: {},
    example: '{"by": "ada"}',
    commandLines: ['portkeeper submit acme-42 --by ada'],
  },
  amend: {
    what: 'Correct the request by a JSON merge patch: null removes a field, numbers are matched by phoneNumber.',
    when: 'for drafts, for numbers that may be submitted again, and for orders that the provider can edit',
    fields: { patch: { kind: 'patch', meaning: 'the changes of the port request' } },
    example: '{"patch": {"numbers": [{"phoneNumber": "+12125550100", "pin": "4242"}]}, "by": "ada"}',
    commandLines: [
      'portkeeper amend acme-42 patch.json --by ada',
      'portkeeper amend acme-42 --set subscriber.name="Acme Inc" --unset subscriber.taxId',
      'portkeeper amend acme-42 --pin +12125550100=-',
      'echo \'{"numbers": [{"phoneNumber": "+12125550100", "pin": "4242"}]}\' | portkeeper amend acme-42 -',
    ],
  },
  cancel: {
    what: 'Cancel numbers of the port; without numbers, all that are still open.',
    when: 'for numbers that are open, until their cancellation window closes',
    fields: {
      numbers: { kind: 'numbers', optional: true, meaning: 'only these' },
      reason: REASON,
    },
    example: '{"numbers": ["+12125550100"], "reason": "customer stays", "by": "ada"}',
    commandLines: [
      'portkeeper cancel acme-42 --reason "customer stays" --by ada',
      'portkeeper cancel acme-42 --numbers +12125550100,+12125550101 --wait',
      'echo \'{"numbers": ["+12125550100"]}\' | portkeeper cancel acme-42 -',
    ],
  },
  changeDate: {
    what: 'Ask for another date; for an existing order, if the provider can edit it.',
    when: 'for drafts and numbers that are being corrected; for an existing order, on the dates that the provider offers',
    fields: { schedule: { kind: 'schedule', meaning: 'the wanted date' } },
    example: '{"schedule": {"date": "2026-12-10", "timeZone": "America/New_York"}, "by": "ada"}',
    commandLines: [
      'portkeeper change-date acme-42 --date 2026-12-10',
      'portkeeper change-date acme-42 --date 2026-12-10 --time-range 10:00-12:00 --time-zone America/New_York',
      'echo \'{"schedule": {"date": "asap"}}\' | portkeeper change-date acme-42 -',
    ],
  },
  resubmit: {
    what:
      'Submit numbers again with the corrected data, as a new order if the provider cannot edit the old one; the old ' +
      'order is canceled first.',
    when: 'for numbers that have not moved, while no submission is in flight and their cancellation window is open',
    fields: {
      numbers: {
        kind: 'numbers',
        optional: true,
        meaning: 'only these; default: all that wait for a person',
      },
      supersede: {
        kind: 'flag',
        optional: true,
        meaning: 'do not wait any longer for the end of the old order',
      },
      confirm: {
        kind: 'flag',
        optional: true,
        meaning: 'you checked: the provider has no order of the submission whose outcome is unknown',
      },
    },
    example: '{"numbers": ["+12125550100"], "by": "ada"}',
    commandLines: [
      'portkeeper resubmit acme-42 --by ada',
      'portkeeper resubmit acme-42 --numbers +12125550100,+12125550101 --wait',
      'portkeeper resubmit acme-42 --supersede   # the provider will never confirm the cancel of the old order',
      'portkeeper resubmit acme-42 --confirm     # you checked: the provider does not have the order',
    ],
  },
  settle: {
    what: 'Record the outcome of numbers that the provider does not report.',
    when: 'for numbers that were submitted and have not ended',
    fields: {
      numbers: { kind: 'numbers', meaning: 'which' },
      as: { kind: 'outcome', meaning: 'the outcome' },
      evidence: { kind: 'line', maxLength: 200, meaning: 'the evidence, for the timeline' },
    },
    example:
      '{"numbers": ["+12125550100"], "as": "ported", "evidence": "test call went through", "by": "ada"}',
    commandLines: [
      'portkeeper settle acme-42 --numbers +12125550100 --as ported --evidence "test call went through" --by ada',
      'echo \'{"numbers": ["+12125550100"], "as": "canceled", "evidence": "ticket 4711"}\' | portkeeper settle acme-42 -',
    ],
  },
  abandon: {
    what: 'Give the whole port up: numbers are canceled where possible, the rest is left open at the provider.',
    when: 'while a number is open',
    fields: { reason: REASON },
    example: '{"reason": "customer left", "by": "ada"}',
    commandLines: ['portkeeper abandon acme-42 --reason "customer left" --by ada'],
  },
  extend: {
    what: 'Extend the time before numbers are given up or a draft expires.',
    when: 'for numbers that wait for an answer, and for drafts',
    fields: {
      numbers: {
        kind: 'numbers',
        optional: true,
        meaning: 'only these; default: all that wait for an answer',
      },
      until: { kind: 'moment', optional: true, meaning: 'RFC 3339, at most a year ahead' },
      for: {
        kind: 'duration',
        optional: true,
        meaning: 'instead: an ISO 8601 duration from now, for example P7D',
      },
      reason: REASON,
    },
    oneOf: {
      fields: ['until', 'for'],
      otherwise: 'needs a moment, or --for a duration; one of the two',
    },
    example: '{"numbers": ["+12125550100"], "for": "P7D", "reason": "customer on holiday", "by": "ada"}',
    commandLines: [
      'portkeeper extend acme-42 --for P7D --reason "customer on holiday" --by ada',
      'portkeeper extend acme-42 --numbers +12125550100 --until 2026-12-24T12:00:00Z --by ada',
    ],
  },
  addComment: {
    what:
      'Write a comment to the provider, if it accepts comments; without numbers, about the orders that wait for a person, ' +
      'else about all.',
    when: 'at providers that accept comments, about existing orders',
    fields: {
      body: { kind: 'prose', maxLength: 5_000, meaning: 'the text' },
      numbers: { kind: 'numbers', optional: true, meaning: 'only about the orders of these' },
    },
    example: '{"body": "The PIN is right, please try again.", "by": "ada"}',
    commandLines: [
      'portkeeper add-comment acme-42 --body "The PIN is right, please try again." --by ada',
      'echo \'{"body": "See the new LOA."}\' | portkeeper add-comment acme-42 -',
    ],
  },
  addDocument: {
    what: 'Add a document after the submission, if the provider accepts any.',
    when: 'at no provider yet: amend the documents of the request, and resubmit rejected numbers',
    fields: { document: { kind: 'document', meaning: 'as in the documents of a port request' } },
    example: '{"document": {"type": "utility_bill", "providerId": "RD…"}, "by": "ada"}',
  },
  rate: {
    what: 'Rate the orders whose numbers have moved, if the provider accepts ratings.',
    when: 'at providers that accept ratings, once a number has moved',
    fields: {
      stars: { kind: 'integer', min: 1, max: 5, meaning: '1 to 5' },
      comment: { kind: 'prose', maxLength: 5_000, optional: true, meaning: 'why' },
    },
    example: '{"stars": 5, "by": "ada"}',
    commandLines: ['portkeeper rate acme-42 --stars 5 --comment "on time" --by ada'],
  },
} as const satisfies Readonly<Record<CommandName, PortCommand>>;

/** The names of all commands, in the order of the table. */
export const COMMAND_NAMES = Object.keys(PORT_COMMANDS) as readonly CommandName[];

type FieldsOf<Name extends CommandName> = (typeof PORT_COMMANDS)[Name]['fields'];

type OptionalOf<Fields> = {
  [Key in keyof Fields]: Fields[Key] extends { readonly optional: true } ? Key : never;
}[keyof Fields];

type ValueIn<Field> = Field extends { readonly kind: infer Kind extends FieldKind } ? Values[Kind] : never;

type InputOfFields<Fields> = {
  readonly [Key in Exclude<keyof Fields, OptionalOf<Fields>>]: ValueIn<Fields[Key]>;
} & { readonly [Key in OptionalOf<Fields>]?: ValueIn<Fields[Key]> };

/** The input of a command. */
export type InputOf<Name extends CommandName> = InputOfFields<FieldsOf<Name>>;

/** A command with its input, as its rule receives it. */
export type CommandOf<Name extends CommandName> = Name extends CommandName
  ? { readonly name: Name } & InputOf<Name>
  : never;

/** Any command to a port. */
export type Command = CommandOf<CommandName>;

/** The row of a command, as the general type. */
export function portCommand(name: CommandName): PortCommand {
  return PORT_COMMANDS[name];
}
