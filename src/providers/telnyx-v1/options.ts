import type { PortRequest } from '../../domain/model/request';
import type { MissingField } from '../../domain/model/snapshot';
import { z } from 'zod';

/** A string, not a number: Telnyx's ids have more digits than a JSON number can represent. */
const idOption = (what: string) =>
  z
    .string({ error: `${what}: an id, written as a string.` })
    .trim()
    .regex(/^\S{1,100}$/, { error: `${what}: an id, written as a string.` })
    .nullish();

/** `providerOptions['telnyx-v1']` of a port request. Null means the same as absent. */
const optionsSchema = z.strictObject({
  /** The connection that the numbers get once they have ported. */
  connectionId: idOption('The Telnyx connection that the numbers get'),
  /** The messaging profile that the numbers get. */
  messagingProfileId: idOption('The Telnyx messaging profile that the numbers get'),
});

/** The Telnyx options of a request. */
export interface TelnyxV1Options {
  readonly connectionId?: string;
  readonly messagingProfileId?: string;
}

const PATH = ['providerOptions', 'telnyx-v1'];

/** The path of an option in the port request input. */
export function optionField(name: keyof TelnyxV1Options): string {
  return [...PATH, name].join('.');
}

/** Reads the Telnyx options of a request, with the fields that are invalid. */
export function telnyxOptions(request: Pick<PortRequest, 'providerOptions'>): {
  options: TelnyxV1Options;
  wrong: MissingField[];
} {
  const parsed = optionsSchema.safeParse(request.providerOptions['telnyx-v1'] ?? {});
  if (parsed.success) {
    const given = Object.entries(parsed.data).filter(([, value]) => typeof value === 'string');
    return { options: Object.fromEntries(given), wrong: [] };
  }
  const wrong = parsed.error.issues.map((issue) => ({
    field: [...PATH, ...issue.path.map(String)].join('.'),
    message: issue.message,
  }));
  return { options: {}, wrong };
}
