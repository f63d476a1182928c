import { e164In } from '../phone-numbers';

/**
 * A phone number as Fone Dynamics wrote it, in E.164; absent if invalid. E.164 is documented; a national
 * number (`02 5550 0100`) and an unescaped `+` of a form, which arrives as a space, are accepted too.
 */
export function e164(text: string | undefined): string | undefined {
  return e164In('AU', text);
}

/** The types of numbers that can be ported to Fone Dynamics. */
export type NumberType = 'local' | 'mobile';

/**
 * The type of an Australian geographic or mobile number; absent for all others. A Category A order can move
 * only these (docs/reference/fone-dynamics.md#category-a): area codes 02, 03, 07, 08 and mobiles 04, each
 * with nine digits after the country code. Freephone, local rate (1300) and 13 numbers use other processes.
 */
export function australianType(phoneNumber: string): NumberType | undefined {
  const [, code] = /^\+61([23478])\d{8}$/.exec(phoneNumber) ?? [];
  if (code === undefined) return undefined;
  return code === '4' ? 'mobile' : 'local';
}
