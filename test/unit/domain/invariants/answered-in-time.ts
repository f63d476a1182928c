import type { OrderItem } from '../../../../src/domain/model/item';
import { DAY, MINUTE, type Instant } from '../../../../src/domain/model/time';
import type { Happening, Run } from '../random-run';
import {
  changed,
  decidedBy,
  expectThat,
  keyOf,
  numbersRecorded,
  observations,
  recordedBy,
  type Invariants,
} from './invariant';

export const ANSWERED_IN_TIME: Invariants = {
  'who answers with a command that is accepted has the whole time again, and who asks for more has that': (
    run,
  ) => {
    const answered = new Map<string, Instant>();
    const extended = new Map<string, Instant>();
    let acted = run.lines[0]!.port.createdAt;
    for (const happening of run.happenings) {
      const { event, before } = happening;
      const { asked, decision } = decidedBy(happening) ?? {};
      if (asked !== undefined && decision !== undefined && decision.accepted.length > 0) {
        acted = asked.at;
        for (const number of decision.accepted) answered.set(number, asked.at);
        if (asked.command.name === 'extend')
          for (const number of decision.accepted) extended.set(number, momentOf(asked.command, asked.at));
      }
      const { answerBy, draftExpiry } = before.policy;
      for (const number of givenUpByTime(happening)) {
        const until = Math.max((answered.get(number) ?? -Infinity) + answerBy, extended.get(number) ?? 0);
        expectThat(event.at >= until, () => `${number} was answered for, and is given up early`);
      }
      if (event.kind === 'ended' && event.ending.kind === 'draft_expired') {
        const until = Math.max(acted + draftExpiry, ...extended.values());
        expectThat(event.at >= until, () => 'the draft expires though a person works on it');
      }
    }
  },

  'a number that is refused for another reason is told, and has the whole time again': (run) => {
    const known = new Map<string, string>();
    for (const { line, item, was, snapshot, status, at } of observations(run)) {
      const key = `${item.orderRef!} ${item.phoneNumber}`;
      const isRefused = status === 'rejected' || status === 'not_portable';
      const why =
        isRefused && snapshot.rejection
          ? `${status} ${snapshot.rejection.reason} ${String(snapshot.rejection.code)}`
          : '';
      const before = known.get(key);
      known.set(key, why);
      const isSameStatus = item.status === status && was.status === status && was.rejection !== undefined;
      if (why === '' || before === undefined || before === '' || before === why || !isSameStatus) continue;
      if (`${status} ${was.rejection.reason} ${String(was.rejection.code)}` === why) continue;
      expectThat(
        numbersRecorded(line, 'rejection_changed').has(item.phoneNumber),
        () => `${keyOf(item)} is refused for another reason, without a timeline entry`,
      );
      expectThat(item.changedAt === at, () => `${keyOf(item)} has no new time to answer`);
    }
  },

  'what ends by itself for want of a person was announced in time, unless the whole time is shorter': (
    run,
  ) => {
    const reminded = new Map<string, Instant>();
    for (const happening of run.happenings) {
      const { event, before } = happening;
      const { remindBefore, answerBy, draftExpiry } = before.policy;
      // Timers fire a moment late.
      const isAnnounced = (number: string) =>
        (reminded.get(number) ?? Infinity) <= event.at - remindBefore + MINUTE;
      if (answerBy > remindBefore)
        for (const number of givenUpByTime(happening))
          expectThat(isAnnounced(number), () => `${number} is given up without a reminder`);
      const isExpired = event.kind === 'ended' && event.ending.kind === 'draft_expired';
      if (isExpired && draftExpiry > remindBefore)
        for (const { phoneNumber } of before.items)
          expectThat(isAnnounced(phoneNumber), () => 'the draft expires without a reminder');
      for (const { kind, numbers = [] } of recordedBy(happening))
        if (kind === 'reminder')
          for (const number of numbers) if (!reminded.has(number)) reminded.set(number, event.at);
      // What was announced is put off, or over.
      for (const [was, is] of changed(happening))
        if (was.status !== is.status) reminded.delete(is.phoneNumber);
    }
  },

  'a reminder is given once for each end': (run) => {
    const given = new Set<string>();
    for (const happening of run.happenings) {
      for (const { kind, numbers = [], data } of recordedBy(happening)) {
        if (kind !== 'reminder') continue;
        for (const number of numbers) {
          const reminder = `${number} ${String(data?.['what'])} ${String(data?.['at'])}`;
          expectThat(!given.has(reminder), () => `reminded again: ${reminder}`);
          given.add(reminder);
        }
      }
    }
  },

  'a draft expires only while a person is waited for, and one that is sent by hand not before the day it is wished for':
    (run: Run) => {
      for (const { event, before } of run.happenings) {
        if (event.kind !== 'ended' || event.ending.kind !== 'draft_expired') continue;
        const { isSubmitApproved, missing, items, request } = before;
        const isHeld = items.some(({ status }) => status === 'not_portable');
        expectThat(
          !isSubmitApproved || missing.length > 0 || (request.onNotPortable === 'hold' && isHeld),
          () => 'a complete, released draft expires',
        );
        const wished = Date.parse(`${request.schedule.date}T00:00:00Z`);
        expectThat(
          isSubmitApproved || Number.isNaN(wished) || event.at >= wished + DAY,
          () => 'a draft expires before the day it is wished for',
        );
      }
    },
};

function momentOf(command: { readonly until?: string; readonly for?: string }, at: Instant): Instant {
  if (command.until !== undefined) return Date.parse(command.until);
  return at + Number(/^P(\d+)D$/.exec(command.for ?? '')![1]) * DAY;
}

function givenUpByTime(happening: Happening): string[] {
  const isByTime = ([was, is]: readonly [OrderItem, OrderItem]) =>
    was.givenUp === undefined && is.givenUp?.because === 'answer_by';
  return changed(happening)
    .filter(isByTime)
    .map(([, { phoneNumber }]) => phoneNumber);
}
