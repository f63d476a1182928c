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
  /** The property that will own the numbers; default: the account's. */
  propertySid: z
    .string()
    .trim()
    .refine((text) => isSid('S', text), {
      error: 'The property that will own the numbers: S and 31 capitals or digits.',
    })
    .nullish(),
  /** The action for all numbers without one of their own. */
  incomingAction: incomingAction.nullish(),
});

/** The same option for one number. */
const numberOptionsSchema = z.strictObject({ incomingAction: incomingAction.nullish() });

/** What Fone Dynamics does with incoming calls to a ported number. */
export type IncomingAction = z.infer<typeof incomingAction>;

/** The Fone Dynamics options of a request. */
export interface FoneDynamicsOptions {
  readonly propertySid?: string;
  readonly incomingAction?: IncomingAction;
}

/** Reads the options of a request, with the fields that are invalid. */
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

/** Reads the options of a number, which are also under the provider's name. */
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

/** The missing field if neither the request nor the number has an action. */
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
