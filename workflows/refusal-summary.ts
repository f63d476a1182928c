import type { Refusal, RefusalCode } from '../src/domain/model/commands';

/**
 * Why a command was refused, without any data of the port: no number, no text of a person or a provider. It stays
 * readable with encryption, so it is made of fixed sentences, names of commands and dates, which are readable in the
 * search attributes too.
 */
export function refusalSummary(refused: readonly Refusal[]): string {
  const codes = [...new Set(refused.map(({ code }) => code))];
  const times = refused.flatMap(({ cancelBy, foc }) => (cancelBy === undefined ? [] : [{ cancelBy, foc }]));
  const allowed = [...new Set(refused.flatMap((refusal) => refusal.allowed))];
  return [
    ...codes.slice(0, MAX_CODES).map((code) => SENTENCES[code]),
    ...times.slice(0, 1).map(timesText),
    ...(allowed.length > 0 ? [`Allowed now: ${allowed.join(', ')}.`] : []),
    'The event history has the whole answer.',
  ].join(' ');
}

const MAX_CODES = 3;

function timesText({
  cancelBy,
  foc,
}: {
  readonly cancelBy: string;
  readonly foc: string | undefined;
}): string {
  return `A cancel was possible until ${cancelBy}${foc === undefined ? '' : `; the number moves at ${foc}`}.`;
}

const SENTENCES: Readonly<Record<RefusalCode, string>> = {
  being_canceled: 'The number is being canceled, or was given up.',
  cancellation_window_closed: 'It is too close to the date: only the support of the provider can still help.',
  date_not_possible: 'The provider cannot move the number on this date.',
  dates_unknown: 'The provider did not say which dates are possible. Nothing was changed; repeat it later.',
  held_by_not_portable: 'Some numbers are not portable and hold the others.',
  invalid_command: 'The command is not one object as in its description.',
  invalid_request: 'The request would be invalid with this patch. Nothing was changed.',
  missing_fields: 'The draft is not complete: the status card lists the missing fields.',
  no_answer_awaited: 'No answer is awaited, so there is no time to extend.',
  not_later: 'The number has that much time already.',
  not_moved_yet: 'No number has moved yet.',
  not_prepared_yet: 'No worker with the account has prepared the port yet.',
  not_reviewed_yet: 'No worker with the account has reviewed the draft yet.',
  not_submitted_yet: 'The number is not submitted yet.',
  not_supported: 'The provider cannot do this.',
  nothing_to_resubmit: 'No number waits to be submitted again.',
  nothing_to_submit: 'No number is a draft.',
  number_ended: 'The number has ended already.',
  out_of_range: 'The moment is in the past, or too far ahead.',
  request_too_large: 'The request would be too large with this patch. Nothing was changed.',
  submission_in_flight: 'A submission is in flight, or the provider is still searched for its order.',
  submission_unknown: 'It is not known whether the provider has the order.',
  supersede_too_early: 'The provider still has time to confirm that the old order is canceled.',
  unknown_number: 'The port does not have this number.',
};
