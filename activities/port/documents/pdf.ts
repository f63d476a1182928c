/** How far before a position the start of an object or a trailer is searched. */
const LOOK_BACK = 8_192;

/** How many candidate positions are checked, from the end, where a trailer is. */
const MAX_PLACES = 50;

/**
 * Why a PDF cannot be opened, to complete "the document is refused: …"; undefined if no fault is found. Only obvious
 * faults count: a person decides whether it is readable.
 */
export function pdfFault(bytes: Buffer): string | undefined {
  const text = bytes.toString('latin1');
  if (isCut(text)) return 'it is a PDF that was cut off before its end: get the whole file';
  if (isEncrypted(text))
    return 'it is an encrypted PDF: save it without a password, for example by printing it to a PDF';
  if (hasNoPage(text)) return 'it is a PDF without a page: save it anew';
  return undefined;
}

/** A PDF ends with a mark; one that is optimized for the web has another near its beginning, followed by objects. */
function isCut(text: string): boolean {
  const end = text.lastIndexOf('%%EOF');
  return end < 0 || /\d\s+obj\b/.test(text.slice(end));
}

function isEncrypted(text: string): boolean {
  let from = text.length;
  for (let place = 0; place < MAX_PLACES; place += 1) {
    const at = from < 0 ? -1 : text.lastIndexOf('/Encrypt', from);
    if (at < 0) return false;
    if (/^\/Encrypt\s*(?:\d{1,10}\s+\d{1,5}\s+R|<<)/.test(text.slice(at, at + 64)) && isInTrailer(text, at))
      return true;
    from = at - 1;
  }
  return false;
}

/** A trailer is a dictionary after the keyword `trailer`, or the dictionary of a cross-reference stream. */
function isInTrailer(text: string, at: number): boolean {
  const before = text.slice(Math.max(0, at - LOOK_BACK), at);
  const trailer = before.lastIndexOf('trailer');
  const object = [...before.matchAll(/\bobj\b/g)].at(-1)?.index ?? -1;
  if (trailer >= 0 && trailer > object) return true;
  const after = text.slice(at, at + LOOK_BACK);
  const whole = before.slice(Math.max(0, object)) + after.slice(0, endOfDictionary(after));
  return /\/Type\s*\/XRef\b/.test(whole);
}

function endOfDictionary(text: string): number {
  const end = text.search(/\bstream\b|\bendobj\b/);
  return end < 0 ? text.length : end;
}

/** Pages may be inside compressed objects; without such objects, they are visible. */
function hasNoPage(text: string): boolean {
  return /\/Count\s+0\b/.test(text) && !/\/Type\s*\/(?:Page|ObjStm)(?![A-Za-z])/.test(text);
}
