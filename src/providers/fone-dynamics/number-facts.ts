import { e164In } from '../phone-numbers';

/**
 * A phone number as Fone Dynamics wrote it, in E.164; absent when it is none. E.164 is documented; a national number
 * (`02 5550 0100`) and an unescaped `+` in a form, which arrives as a space, are understood too.
 */
export function e164(text: string | undefined): string | undefined {
  return e164In('AU', text);
}

/** What kind of number can be ported to Fone Dynamics. */
export type NumberType = 'local' | 'mobile';

/**
 * The type of an Australian geographic or mobile number; absent for all others. Only such can a Category A order move
 * (docs/reference/fone-dynamics.md#category-a): area codes 02, 03, 07, 08 and mobiles 04, each with nine digits behind
 * the country code. Freephone, local rate (1300) and 13 numbers go other ways.
 */
export function australianType(phoneNumber: string): NumberType | undefined {
  const [, code] = /^\+61([23478])\d{8}$/.exec(phoneNumber) ?? [];
  if (code === undefined) return undefined;
  return code === '4' ? 'mobile' : 'local';
}
