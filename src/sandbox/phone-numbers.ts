const TOLL_FREE = /^\+18(00|33|44|55|66|77|88)/;

export function isE164(text: string): boolean {
  return /^\+[1-9]\d{6,14}$/.test(text);
}

export function isTollFree(phoneNumber: string): boolean {
  return TOLL_FREE.test(phoneNumber);
}

/** A number whose third digit from the end is 9 is mobile: `+12125550900`. */
export function isMobile(phoneNumber: string): boolean {
  return phoneNumber.at(-3) === '9';
}
