import type { z } from 'zod';

const MISSING = 'is missing';

/** Names an absent value as absent, where zod would speak of types. */
export function reportMissing(issue: {
  readonly code?: string;
  readonly input?: unknown;
}): string | undefined {
  return issue.code === 'invalid_type' && issue.input === undefined ? MISSING : undefined;
}

/** A parse problem as the end of a sentence that begins with its path. It never holds the value. */
export function issueMessage(issue: z.core.$ZodIssue): string {
  if (issue.code === 'unrecognized_keys') return `has unknown keys: ${issue.keys.join(', ')}`;
  if (issue.code === 'invalid_value') return `must be one of ${issue.values.map(String).join(', ')}`;
  if (issue.code === 'invalid_type' && issue.message !== MISSING) return `must be of type ${issue.expected}`;
  return issue.message;
}
