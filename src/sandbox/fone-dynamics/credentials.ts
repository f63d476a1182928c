/** The account that exists at the simulated Fone Dynamics, and its property. */
export const FONE_DYNAMICS_CREDENTIALS = {
  accountSid: `A${'A'.repeat(31)}`,
  token: 'sandbox-token',
  propertySid: `S${'A'.repeat(31)}`,
} as const;
