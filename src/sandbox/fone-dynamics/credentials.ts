/** The only account of the simulated Fone Dynamics, with its property. */
export const FONE_DYNAMICS_CREDENTIALS = {
  accountSid: `A${'A'.repeat(31)}`,
  token: 'sandbox-token',
  propertySid: `S${'A'.repeat(31)}`,
} as const;
