import { withoutEntries } from '../changes/change';
import { isHeldByNotPortable } from '../facts/ending';
import { openAttempt } from '../facts/items';
import { draftItems, wantsReview } from '../facts/submission';
import type { Decision, Refusal } from '../model/commands';
import type { Port } from '../model/port';
import type { CommandRule } from './rule';

export const SUBMIT: CommandRule<'submit'> = {
  prerequisite: (port) =>
    wantsReview(port) && port.draftFailure === undefined ? { kind: 'review' } : undefined,
  decide: decideSubmit,
  apply: (port) => withoutEntries({ ...port, isSubmitApproved: true }),
};

function decideSubmit(port: Port): Decision {
  const numbers = openAttempt(port)?.numbers ?? draftItems(port).map((item) => item.phoneNumber);
  const refusal = refusalOf(port);
  return refusal === undefined ? { accepted: numbers, refused: [] } : { accepted: [], refused: [refusal] };
}

function refusalOf(port: Port): Refusal | undefined {
  if (openAttempt(port) !== undefined) return undefined; // already in flight
  if (draftItems(port).length === 0) {
    return {
      code: 'nothing_to_submit',
      message:
        'No number of this port is a draft. What was rejected or has expired goes out again with resubmit.',
      allowed: ['resubmit', 'refresh'],
    };
  }
  if (!port.isReviewed) {
    const message = 'No worker can say what the draft lacks: start one that has its account, and repeat.';
    return { code: 'not_reviewed_yet', message, allowed: ['refresh', 'submit'] };
  }
  if (port.missing.length > 0) {
    const fields = port.missing.map(({ field, message }) => `${field}: ${message}`).join(' ');
    return {
      code: 'missing_fields',
      message: `The draft is not complete. ${fields}`,
      allowed: ['amend', 'cancel', 'abandon'],
    };
  }
  if (isHeldByNotPortable(port)) {
    return {
      code: 'held_by_not_portable',
      message:
        'Some numbers cannot be moved and hold the others: cancel them to go on without them, or resubmit them to check again.',
      allowed: ['cancel', 'resubmit', 'abandon'],
    };
  }
  return undefined;
}
