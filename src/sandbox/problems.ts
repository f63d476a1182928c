import type { z } from 'zod';

/** The errors of a body as one sentence: `phone_numbers.0.pin: expected string`. */
export function problemsIn(error: z.ZodError): string {
  return error.issues.map((issue) => `${issue.path.join('.') || 'body'}: ${issue.message}`).join('; ');
}
