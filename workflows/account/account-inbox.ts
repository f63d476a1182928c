import { condition, setHandler } from '@temporalio/workflow';
import { accountQuery, accountView } from '../../src/contract/account-view';
import {
  accountConfigured,
  providerNotified,
  sweepEnded,
  type AccountSettings,
  type SweepEnded,
} from '../../src/contract/messages';
import type { ProviderAccount } from '../../src/domain/account/model';
import { HintBuffer, type ArrivedHint } from '../../src/domain/account/arrived';
import { DAY, type Instant, type Milliseconds } from '../../src/domain/model/time';
import { openWakeTimer } from '../wake-timer';

/** What the receiver says to an account: gathered here, taken by the loop between two steps. */
export interface AccountInbox {
  /** Every hint that came since it was last asked, folded by order, and how many orders there was no room for. */
  takeAll(): { readonly hints: readonly ArrivedHint[]; readonly surplus: number };
  /** How often the account is to be swept, when somebody has said so since it was last asked; null: never. */
  takeSweepEvery(): Milliseconds | null | undefined;
  /** Waits for a message, for the instant, or for what else the loop waits for, whichever comes first. */
  until(instant: Instant | undefined, why: string, isOver: () => boolean): Promise<void>;
}

/** Longer than any account lives. */
const MAX_LENGTHS = 3_650 * DAY;
/** The range of `Date`: beyond it, nothing can be written as a date. */
const LAST_INSTANT = 8.64e15;

/**
 * Registers every handler. Handlers only gather; so no two things ever happen to an account at once.
 *
 * @param read - the account as it is now
 * @param onSweepEnded - a pass says that it has come to its end
 */
export function openAccountInbox(
  read: () => ProviderAccount,
  onSweepEnded: (end: SweepEnded) => void,
): AccountInbox {
  const wakeTimer = openWakeTimer();
  const arrived = new HintBuffer();
  let sweepEvery: Milliseconds | null | undefined;

  setHandler(
    providerNotified,
    (notification: unknown) => {
      arrived.add(notification, Date.now());
    },
    {
      description:
        'A webhook came for an order that no port holds yet: keep it until one does. ' +
        'Example: {"hints": [{"orderRef": "KW…", "receivedAt": 1767000000000}]}',
    },
  );
  setHandler(
    accountConfigured,
    (settings: unknown) => {
      const every = (settings as Partial<AccountSettings> | null | undefined)?.sweepEvery;
      // A signal cannot be refused: what is no length of time means never.
      sweepEvery = typeof every === 'number' && every > 0 && every <= MAX_LENGTHS ? every : null;
    },
    {
      description:
        'How often all orders of the account are gone through, in milliseconds; without it never. ' +
        'Example: {"sweepEvery": 3600000}',
    },
  );
  setHandler(
    sweepEnded,
    (end: unknown) => {
      if (isSweepEnd(end)) onSweepEnded(end);
    },
    { description: 'Sent by the pass over all orders when it is over; nobody else sends it.' },
  );
  setHandler(accountQuery, () => accountView(read()), {
    description:
      'What is kept, what came late, what nobody claimed. ' +
      'Answers: {"provider": "my-carrier", "account": "default", "kept": [], "late": [], "orphans": []}',
  });

  return {
    takeAll: () => arrived.takeAll(),
    takeSweepEvery() {
      const taken = sweepEvery;
      sweepEvery = undefined;
      return taken;
    },
    async until(instant, why, isOver) {
      wakeTimer.set(instant, why);
      await condition(() => !arrived.isEmpty || sweepEvery !== undefined || wakeTimer.hasFired || isOver());
    },
  };
}

/** A signal may hold anything; what a pass says has at least these. */
function isSweepEnd(value: unknown): value is SweepEnded {
  const { since, sweep } = (value ?? {}) as { readonly since?: unknown; readonly sweep?: unknown };
  const { every, nextAt } = (sweep ?? {}) as { readonly every?: unknown; readonly nextAt?: unknown };
  return [since, every, nextAt].every(
    (field) => typeof field === 'number' && Math.abs(field) <= LAST_INSTANT,
  );
}
