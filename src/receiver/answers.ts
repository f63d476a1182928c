/**
 * Every answer of the receiver, by stable code. The body of an answer other than 204 is `{"code",
 * "message"}`. A message is for the operator of the sender or the receiver, and never quotes the request.
 */
export const ANSWERS = {
  stored: { status: 204, message: 'The hint is stored durably.' },
  late: { status: 204, message: 'The port of this order has ended; its account has recorded the webhook.' },
  kept: {
    status: 204,
    message: 'No port holds this order yet; its account buffers the hint until one does.',
  },
  nothing_to_store: { status: 204, message: 'The webhook concerns no order.' },
  unreadable: { status: 400, message: 'The body cannot be read as a webhook of this provider.' },
  malformed_request: { status: 400, message: 'This is not a valid HTTP/1.1 request.' },
  signature_missing: {
    status: 401,
    message: 'This account requires signed webhooks, and there is no signature.',
  },
  signature_wrong: {
    status: 403,
    message: "The signature does not match. Compare WEBHOOK_PUBLIC_URL and the account's signing secret.",
  },
  token_wrong: {
    status: 403,
    message: 'The token in the URL is not ours. Get the URL with: portkeeper webhook-url PROVIDER ACCOUNT',
  },
  account_unknown: { status: 404, message: 'No such provider account is configured here.' },
  not_found: { status: 404, message: 'There is nothing at this address.' },
  request_timeout: { status: 408, message: 'The request did not arrive in time.' },
  body_too_large: { status: 413, message: 'The body is larger than 256 KiB.' },
  temporal_unreachable: {
    status: 503,
    message: 'The hint could not be stored. Send the webhook again.',
    retryAfterSeconds: 10,
  },
  expectation_failed: { status: 417, message: 'Only "Expect: 100-continue" is understood.' },
  headers_too_large: { status: 431, message: 'The header lines are larger than 16 KiB.' },
  overloaded: {
    status: 503,
    message: 'Too many webhooks of this account wait. Send the webhook again.',
    retryAfterSeconds: 10,
  },
  internal_error: { status: 500, message: 'The webhook could not be handled; the log says why.' },
} as const satisfies Record<string, Answer>;

/** One answer of the table. */
export interface Answer {
  readonly status: number;
  readonly message: string;
  /** Seconds for the `Retry-After` header. */
  readonly retryAfterSeconds?: number;
}

/** The stable code of an answer. */
export type AnswerCode = keyof typeof ANSWERS;

/** Returns the answer for a code. */
export function answerFor(code: AnswerCode): Answer {
  return ANSWERS[code];
}
