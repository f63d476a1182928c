/**
 * Everything the receiver can answer, by stable code. The body of an answer other than 204 is
 * `{"code", "message"}`; a message is for whoever operates the sender or the receiver, and never quotes the request.
 */
export const ANSWERS = {
  stored: { status: 204, message: 'The hint is stored durably.' },
  late: { status: 204, message: 'The port of this order has ended; its account has noted the webhook.' },
  kept: {
    status: 204,
    message: 'No port holds this order yet; its account keeps the hint until one does.',
  },
  nothing_to_store: { status: 204, message: 'The webhook concerns no order.' },
  unreadable: { status: 400, message: 'The body cannot be read as a webhook of this provider.' },
  malformed_request: { status: 400, message: 'This is no request that HTTP/1.1 allows.' },
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

/** One line of the table. */
export interface Answer {
  readonly status: number;
  readonly message: string;
  /** For the `Retry-After` header: when it is worth trying again. */
  readonly retryAfterSeconds?: number;
}

/** The stable code of an answer. */
export type AnswerCode = keyof typeof ANSWERS;

/** Looks up an answer. */
export function answerFor(code: AnswerCode): Answer {
  return ANSWERS[code];
}
