/** The maximum number of bytes of an error page that are read. */
const MAX_PAGE = 4_096;

/** Texts in error pages of signed links (Amazon S3, CloudFront, Google, Azure). */
const EXPIRED = /expired|ExpiredToken|not valid in the specified time frame|Signed expiry time/i;
const DENIED = /AccessDenied|Access Denied|SignatureDoesNotMatch|AuthenticationFailed|InvalidToken/;

/** The likely reason why a host refuses. Never contains the query of a link, which is a secret. */
export function whyRefused(status: number, page: string, url: URL, now: number): string {
  if (EXPIRED.test(page) || isPast(expiryOf(url), now))
    return `its link has expired (its host answers HTTP ${status}); give a new one`;
  if (status !== 404 && (DENIED.test(page) || (status === 403 && hasPastTime(url, now))))
    return `its host denies access (HTTP ${status}); the link may have expired, so give a new one`;
  return `its host answers HTTP ${status}`;
}

/** The beginning of an error page; empty if unreadable. */
export async function beginningOf(body: AsyncIterable<Buffer>): Promise<string> {
  const parts: Buffer[] = [];
  let size = 0;
  try {
    for await (const chunk of body) {
      parts.push(chunk);
      size += chunk.length;
      if (size >= MAX_PAGE) break;
    }
  } catch {
    // The status alone is enough.
  }
  return Buffer.concat(parts).subarray(0, MAX_PAGE).toString('latin1');
}

/** Names of parameters in which links of other makers carry their expiry. */
const EXPIRY =
  /^(?:x-|token-|link-)?(?:exp|expir(?:y|es|ed|ation)?|valid-?(?:until|to)|until|deadline)(?:-?(?:at|on|time|date|ts))?$/;

/** Whether a link, or a JSON web token in it, carries an expiry in the past. Its maker is unknown, so it is a guess. */
function hasPastTime({ searchParams, pathname }: URL, now: number): boolean {
  const named = [...searchParams].filter(([name]) => EXPIRY.test(name.toLowerCase().replaceAll('_', '-')));
  const tokens = [...[...searchParams].map(([, value]) => value), ...pathname.split('/')];
  const times = [...named.map(([, value]) => timeOf(value)), ...tokens.map(tokenExpiry)];
  return times.some((time) => isPast(time, now));
}

/** An instant as epoch seconds, epoch milliseconds or an ISO text. */
function timeOf(text: string): number | undefined {
  if (/^\d{9,11}$/.test(text)) return Number(text) * 1_000;
  if (/^\d{12,14}$/.test(text)) return Number(text);
  return /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : undefined;
}

/** The expiry of a JSON web token (RFC 7519), which is not verified. */
function tokenExpiry(text: string): number | undefined {
  const [, claims] = /^[\w-]+\.([\w-]+)\.[\w-]*$/.exec(text) ?? [];
  if (claims === undefined) return undefined;
  try {
    const { exp } = JSON.parse(Buffer.from(claims, 'base64url').toString('utf8')) as {
      readonly exp?: unknown;
    };
    return typeof exp === 'number' ? exp * 1_000 : undefined;
  } catch {
    return undefined;
  }
}

/** The expiry of a signed link, epoch milliseconds. */
function expiryOf({ searchParams }: URL): number | undefined {
  const query = new Map([...searchParams].map(([name, value]) => [name.toLowerCase(), value]));
  for (const maker of ['x-amz', 'x-goog']) {
    const signed = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(query.get(`${maker}-date`) ?? '');
    const seconds = Number(query.get(`${maker}-expires`));
    if (signed === null || !(seconds > 0)) continue;
    const [, year, month, day, hour, minute, second] = signed;
    return Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`) + seconds * 1_000;
  }
  const epoch = query.get('expires');
  if (epoch !== undefined && /^\d{9,11}$/.test(epoch)) return Number(epoch) * 1_000;
  return query.has('sig') ? Date.parse(query.get('se') ?? '') : undefined;
}

function isPast(expiry: number | undefined, now: number): boolean {
  return expiry !== undefined && expiry < now;
}
