/**
 * Whether two webhook URLs lead to the same account at the same receiver. They may differ in the last
 * segment: the token changes with the secrets, and a URL with an older token is still ours.
 */
export function leadToSameReceiver(a: string, b: string): boolean {
  const [left, right] = [withoutToken(a), withoutToken(b)];
  return left !== undefined && left === right;
}

function withoutToken(url: string): string | undefined {
  if (!URL.canParse(url)) return undefined;
  const { origin, pathname } = new URL(url);
  return origin + pathname.slice(0, pathname.lastIndexOf('/') + 1);
}

/** The host of a URL, which is safe to show: the rest may be secret. */
export function hostOf(url: string): string {
  return URL.canParse(url) ? new URL(url).host : 'an address that cannot be read';
}
