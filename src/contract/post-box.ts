/** Unambiguous words for a post box, in the languages of the carriers' countries. */
const BOX =
  /\b(?:p[./]?\s?o[./]?\s?(?:b(?:o?x|\.|(?=\s?\d))|drawer)|post office (?:box|drawer)|post(?:al)? box|gpo box|locked bag|private (?:mail ?)?bag|private mailbox|pmb (?=\d)|case postale|boite postale|casier postal|postfach|postlagernd|postbus|postboks|postbox|casella postale|caixa postal|apartado (?:postal|de correos|aereo)|casilla (?:postal|de correos?)|skrytka pocztowa|skr\. poczt)(?![a-z])/;

/** Words that mean a box only before a number: they also begin names of streets. */
const NUMBERED_BOX =
  /(?:^|[,;/]\s*)(?:(?:lock|caller) ?box|box|drawer|b\.?p\.?|c\.?p\.?|apartado|apdo\.?|aptdo\.?|casilla|bag)\s*(?:no?\.?|nr\.?|num\.?|#)?\s*\d+\s*(?:$|[,;/])/;

const OTHER_SCRIPTS =
  /私書箱|郵政信箱|邮政信箱|사서함|(?:^|[\s,])а\/я|абонентский ящик|ת\.?ד\.?\s*\d|صندوق بريد/;

/** The maximum length that is searched; a line of an address is shorter. */
const MAX_CHARACTERS = 200;

/** Whether a line of an address looks like a post box. `Box Hill Road` and `Boxwood St` do not. */
export function isPostBox(street: string): boolean {
  const text = street.slice(0, MAX_CHARACTERS).toLowerCase();
  // NFKD: full-width letters are the same letters.
  const plain = text.normalize('NFKD').replace(/\p{M}/gu, '').replace(/\s+/g, ' ').trim();
  return BOX.test(plain) || /\bapartado$/.test(plain) || NUMBERED_BOX.test(plain) || OTHER_SCRIPTS.test(text);
}
