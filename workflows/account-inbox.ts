import { condition, setHandler } from '@temporalio/workflow';
import { accountQuery, accountView } from '../src/contract/account-view';
import { providerNotified } from '../src/contract/messages';
import type { ProviderAccount } from '../src/domain/account/account';
import { hintsIn, type ArrivedHint } from '../src/domain/account/arrived';
import type { Instant } from '../src/domain/time';
import { openAlarm } from './alarm';

/** What the receiver says to an account: gathered here, taken by the loop between two steps. */
export interface AccountInbox {
  /** Every hint that came since it was last asked. */
  takeAll(): ArrivedHint[];
  /** Waits for a hint or for the instant, whichever comes first. */
  until(instant: Instant | undefined, why: string): Promise<void>;
}

/** Registers every handler. Handlers only gather; so no two things ever happen to an account at once. */
export function openAccountInbox(read: () => ProviderAccount): AccountInbox {
  const alarm = openAlarm();
  let arrived: ArrivedHint[] = [];

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
  setHandler(accountQuery, () => accountView(read()), {
    description:
      'What is kept, what came late, what nobody claimed. ' +
      'Answers: {"provider": "twilio", "account": "default", "kept": [], "late": [], "orphans": []}',
  });

  return {
    takeAll() {
      const taken = arrived;
      arrived = [];
      return taken;
    },
    async until(instant, why) {
      alarm.set(instant, why);
      await condition(() => arrived.length > 0 || alarm.hasRung);
    },
  };
}
