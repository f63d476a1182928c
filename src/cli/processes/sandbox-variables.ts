/**
 * The settings with which a worker and a receiver use the sandbox for every provider (docs/sandbox.md).
 *
 * @param url - of the sandbox, without a slash at its end
 */
export function sandboxVariables(url: string, daySeconds?: number): Record<string, string> {
  return {
    TWILIO_ACCOUNT_SID: `AC${'0'.repeat(32)}`,
    TWILIO_AUTH_TOKEN: 'sandbox-token',
    TWILIO_NUMBERS_BASE_URL: `${url}/twilio`,
    ...(daySeconds !== undefined && { PORTKEEPER_DAY_SECONDS: String(daySeconds) }),
  };
}
