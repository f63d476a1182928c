/** The most of an error page that is read, in bytes. */
const MAX_PAGE = 4_096;

/** Words of an error page behind a signed link (Amazon S3, CloudFront, Google, Azure). */
const EXPIRED = /expired|ExpiredToken|not valid in the specified time frame|Signed expiry time/i;
const DENIED = /AccessDenied|Access Denied|SignatureDoesNotMatch|AuthenticationFailed|InvalidToken/;

/** What a host that refuses is likely to mean; the query of a link, which is a secret, is never in it. */
export function whyRefused(status: number, page: string, url: URL, now: number): string {
  if (EXPIRED.test(page) || isPast(expiryOf(url), now))
    return `its link has expired (its host answers HTTP ${status}); give a new one`;
  if (status !== 404 && DENIED.test(page))
    return `its host denies access (HTTP ${status}); the link may have expired, so give a new one`;
  return `its host answers HTTP ${status}`;
}

/** The beginning of an error page; empty where it cannot be read. */
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
    // The status alone says enough.
  }
  return Buffer.concat(parts).subarray(0, MAX_PAGE).toString('latin1');
}

/** Until when a signed link says that it is good, epoch milliseconds. */
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
