import type { PortRequest, RequestedNumber } from '../../domain/model/request';
import type { MissingField } from '../../domain/model/snapshot';
import { isSid } from './sids';
import { z } from 'zod';

const PROVIDER = 'fone-dynamics';

const HOW_CALLS_ARE_ANSWERED =
  'What becomes of incoming calls: {"type": "answering_point", "answerPoint": …} or {"type": "flow", "id": …}.';

const filled = (error: string) => z.string({ error }).trim().min(1, { error }).max(200, { error });

const incomingAction = z.discriminatedUnion(
  'type',
  [
    z.strictObject({
      type: z.literal('answering_point'),
      answerPoint: filled('The answering point to which incoming calls go.'),
    }),
    z.strictObject({
      type: z.literal('flow'),
      id: filled('The id of the flow that takes incoming calls.'),
    }),
  ],
  { error: HOW_CALLS_ARE_ANSWERED },
);

/** `providerOptions["fone-dynamics"]` of a port request. Null means the same as absent. */
const optionsSchema = z.strictObject({
  /** The property that will own the numbers; absent: the account's. */
  propertySid: z
    .string()
    .trim()
    .refine((text) => isSid('S', text), {
      error: 'The property that will own the numbers: S and 31 capitals or digits.',
    })
    .nullish(),
  /** For all numbers that do not say it themselves. */
  incomingAction: incomingAction.nullish(),
});

/** The same of one number. */
const numberOptionsSchema = z.strictObject({ incomingAction: incomingAction.nullish() });

/** What Fone Dynamics is to do with calls to a number that it has. */
export type IncomingAction = z.infer<typeof incomingAction>;

/** What a request says to Fone Dynamics alone. */
export interface FoneDynamicsOptions {
  readonly propertySid?: string;
  readonly incomingAction?: IncomingAction;
}

/** The options of a request, with what is wrong about them. */
export function foneDynamicsOptions(request: Pick<PortRequest, 'providerOptions'>): {
  options: FoneDynamicsOptions;
  wrong: MissingField[];
} {
  const parsed = optionsSchema.safeParse(request.providerOptions[PROVIDER] ?? {});
  if (!parsed.success) return { options: {}, wrong: problems(parsed.error, ['providerOptions']) };
  const { propertySid, incomingAction } = parsed.data;
  return {
    options: {
      ...(propertySid != null && { propertySid }),
      ...(incomingAction != null && { incomingAction }),
    },
    wrong: [],
  };
}

/** What a number says of itself; its options, too, stand under the provider's name. */
export function numberOptions({ phoneNumber, providerOptions }: RequestedNumber): {
  incomingAction?: IncomingAction;
  wrong: MissingField[];
} {
  const parsed = numberOptionsSchema.safeParse(providerOptions?.[PROVIDER] ?? {});
  if (!parsed.success) {
    const wrong = problems(parsed.error, ['numbers', 'providerOptions']);
    return { wrong: wrong.map((field) => ({ ...field, numbers: [phoneNumber] })) };
  }
  const { incomingAction } = parsed.data;
  return { wrong: [], ...(incomingAction != null && { incomingAction }) };
}

/** The field that says what becomes of calls, for those who say it nowhere. */
export const MISSING_ACTION: MissingField = {
  field: `providerOptions.${PROVIDER}.incomingAction`,
  message: HOW_CALLS_ARE_ANSWERED,
};

function problems(error: z.ZodError, above: readonly string[]): MissingField[] {
  return error.issues.map((issue) => ({
    field: [...above, PROVIDER, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
}
