import type { z } from 'zod';

const MISSING = 'is missing';

/** Reports an absent value as missing, instead of zod's type message. */
export function reportMissing(issue: {
  readonly code?: string;
  readonly input?: unknown;
}): string | undefined {
  return issue.code === 'invalid_type' && issue.input === undefined ? MISSING : undefined;
}

/** A parse error as the end of a sentence that begins with its path. It never contains the value. */
export function issueMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has unknown keys: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type' && issue.message !== MISSING) return `must be of type ${issue.expected}`;
  return issue.message;
}
