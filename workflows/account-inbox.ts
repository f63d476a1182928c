import { condition, setHandler } from '@temporalio/workflow';
import { accountQuery, accountView } from '../src/contract/account-view';
import { PROVIDERS } from '../src/contract/names';
import { accountConfigured, providerNotified, type AccountSettings } from '../src/contract/messages';
import type { ProviderAccount } from '../src/domain/account/account';
import { hintsIn, type ArrivedHint } from '../src/domain/account/arrived';
import { DAY, type Instant, type Milliseconds } from '../src/domain/time';
import { openAlarm } from './alarm';

/** What the receiver says to an account: gathered here, taken by the loop between two steps. */
export interface AccountInbox {
  /** Every hint that came since it was last asked. */
  takeAll(): ArrivedHint[];
  /** How often the account is to be swept, when somebody has said so since it was last asked; null: never. */
  takeSweepEvery(): Milliseconds | null | undefined;
  /** Waits for a message, for the instant, or for what else the loop waits for, whichever comes first. */
  until(instant: Instant | undefined, why: string, isOver: () => boolean): Promise<void>;
}

/** Longer than any account lives. */
const LONGEST = 3_650 * DAY;

/** Registers every handler. Handlers only gather; so no two things ever happen to an account at once. */
export function openAccountInbox(read: () => ProviderAccount): AccountInbox {
  const alarm = openAlarm();
  let arrived: ArrivedHint[] = [];
  let sweepEvery: Milliseconds | null | undefined;

  setHandler(
    providerNotified,
    (notification: unknown) => {
      arrived = arrived.concat(hintsIn(notification, Date.now()));
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
      sweepEvery = typeof every === 'number' && every > 0 && every <= LONGEST ? every : null;
    },
    {
      description:
        'How often all orders of the account are gone through, in milliseconds; without it never. ' +
        'Example: {"sweepEvery": 3600000}',
    },
  );
  setHandler(accountQuery, () => accountView(read()), {
    description:
      'What is kept, what came late, what nobody claimed. ' +
      `Answers: {"provider": "${PROVIDERS[0]}", "account": "default", "kept": [], "late": [], "orphans": []}`,
  });

  return {
    takeAll() {
      const taken = arrived;
      arrived = [];
      return taken;
    },
    takeSweepEvery() {
      const taken = sweepEvery;
      sweepEvery = undefined;
      return taken;
    },
    async until(instant, why, isOver) {
      alarm.set(instant, why);
      await condition(() => arrived.length > 0 || sweepEvery !== undefined || alarm.hasRung || isOver());
    },
  };
}
