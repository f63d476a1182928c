/**
 * The `User-Agent` of requests to providers. The version is a constant and not read from package.json, so
 * that the built package needs no second copy of that file; a unit test keeps the two equal.
 */
export const USER_AGENT = 'portkeeper/0.1.0';
