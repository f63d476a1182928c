/** The dev server that is downloaded or built. Keep equal to tools/temporal/go.mod. */
export const DEV_SERVER_VERSION = '1.8.2';

/** The Temporal server of drills on PostgreSQL: the one in the dev server. Keep equal to tools/temporal/go.mod. */
export const PRODUCTION_SERVER_VERSION = '1.31.2';

/** The oldest accepted `temporal` on PATH: the first with the same server (1.31.2) as the pinned one. */
export const OLDEST_DEV_SERVER_VERSION = '1.7.3';

/** The oldest dev server with the option `--ui-disable-news-fetch`. */
export const NEWS_SWITCH_VERSION = '1.8.0';

/** The time-skipping test server that is downloaded or assembled. Keep equal to tools/test-server/pom.xml. */
export const TEST_SERVER_VERSION = '1.38.0';

/** Whether version `a` is `b` or newer. Both are `major.minor.patch`. */
export function isAtLeast(a: string, b: string): boolean {
  const [left, right] = [a, b].map((version) => version.split('.').map(Number));
  for (let i = 0; i < 3; i++) {
    const difference = (left?.[i] ?? 0) - (right?.[i] ?? 0);
    if (difference !== 0) return difference > 0;
  }
  return true;
}
