/** The maximum number of bytes of an error page that are read. */
const MAX_PAGE = 4_096;

/** Texts in error pages of signed links (Amazon S3, CloudFront, Google, Azure). */
const EXPIRED = /expired|ExpiredToken|not valid in the specified time frame|Signed expiry time/i;
const DENIED = /AccessDenied|Access Denied|SignatureDoesNotMatch|AuthenticationFailed|InvalidToken/;

/** The likely reason why a host refuses. Never contains the query of a link, which is a secret. */
export function whyRefused(status: number, page: string, url: URL, now: number): string {
  if (EXPIRED.test(page) || isPast(expiryOf(url), now))
    return `its link has expired (its host answers HTTP ${status}); give a new one`;
  if (status !== 404 && DENIED.test(page))
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
