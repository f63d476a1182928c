/** The words of the sandbox's Fone Dynamics beside the two that the provider publishes. */
const SANDBOX_WORDS = {
  Submitted: 'submitted',
  Accepted: 'foc_confirmed',
  Completed: 'ported',
  Rejected: 'rejected',
  Cancelled: 'canceled',
  Reversed: 'reversed',
};

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
    TWILIO_UPLOAD_BASE_URL: `${url}/twilio`,
    TELNYX_V1_API_USER: 'sandbox@example.com',
    TELNYX_V1_API_TOKEN: 'sandbox-token',
    TELNYX_V1_BASE_URL: `${url}/telnyx-v1`,
    FONE_DYNAMICS_ACCOUNT_SID: 'A'.repeat(32),
    FONE_DYNAMICS_TOKEN: 'sandbox-token',
    FONE_DYNAMICS_PROPERTY_SID: `S${'A'.repeat(31)}`,
    FONE_DYNAMICS_BASE_URL: `${url}/fone-dynamics`,
    FONE_DYNAMICS_STATUS_MAP: JSON.stringify(SANDBOX_WORDS),
    ...(daySeconds !== undefined && { PORTKEEPER_DAY_SECONDS: String(daySeconds) }),
  };
}
