import { condition, setHandler } from '@temporalio/workflow';
import { accountQuery, accountView } from '../../src/contract/account-view';
import {
  accountConfigured,
  ordersErased,
  providerNotified,
  sweepEnded,
  type AccountSettings,
  type OrdersErased,
  type SweepEnded,
} from '../../src/contract/messages';
import type { ProviderAccount } from '../../src/domain/account/model';
import { HintBuffer, type ArrivedHint } from '../../src/domain/account/arrived';
import { DAY, type Instant, type Milliseconds } from '../../src/domain/model/time';
import { openWakeTimer } from '../wake-timer';
import { workflowTime } from '../clock';

/** The signals to an account: collected here, and taken by the loop between two steps. */
export interface AccountInbox {
  /** Takes all hints since the last call, folded by order, and the count of orders without room. */
  takeAll(): { readonly hints: readonly ArrivedHint[]; readonly surplus: number };
  /** Takes the sweep interval if it was set since the last call; null: never. */
  takeSweepEvery(): Milliseconds | null | undefined;
  /** Takes the orders that were erased since the last call. */
  takeErased(): ReadonlySet<string>;
  /** Waits for a signal, for the instant, or for `isOver`, whichever comes first. */
  until(instant: Instant | undefined, why: string, isOver: () => boolean): Promise<void>;
}

/** Longer than any account lives. */
const MAX_LENGTHS = 3_650 * DAY;
/** The range of `Date`. */
const LAST_INSTANT = 8.64e15;

/**
 * Registers every handler. Handlers only collect, so no two changes of an account overlap.
 *
 * @param read - the current account
 * @param onSweepEnded - called when a pass signals its end
 */
export function openAccountInbox(
  read: () => ProviderAccount,
  onSweepEnded: (end: SweepEnded) => void,
): AccountInbox {
  const wakeTimer = openWakeTimer();
  const arrived = new HintBuffer();
  let sweepEvery: Milliseconds | null | undefined;
  let erased = new Set<string>();

  setHandler(
    providerNotified,
    (notification: unknown) => {
      arrived.add(notification, workflowTime());
    },
    {
      description:
        'A webhook came for an order that no port holds yet: it is buffered until one does. ' +
        'Example: {"hints": [{"orderRef": "KW…", "receivedAt": 1767000000000}]}',
    },
  );
  setHandler(
    accountConfigured,
    (settings: unknown) => {
      const every = (settings as Partial<AccountSettings> | null | undefined)?.sweepEvery;
      // A signal cannot be refused: an invalid interval means never.
      sweepEvery = typeof every === 'number' && every > 0 && every <= MAX_LENGTHS ? every : null;
    },
    {
      description:
        'The sweep interval of the account in milliseconds; without it, no sweeps. ' +
        'Example: {"sweepEvery": 3600000}',
    },
  );
  setHandler(
    ordersErased,
    (message: unknown) => {
      const refs = (message as Partial<OrdersErased> | null | undefined)?.orderRefs;
      if (Array.isArray(refs)) for (const ref of refs) if (typeof ref === 'string') erased.add(ref);
    },
    {
      description:
        'A port was erased: everything about its orders is dropped. Sent by `portkeeper erase`. ' +
        'Example: {"orderRefs": ["KW…"]}',
    },
  );
  setHandler(
    sweepEnded,
    (end: unknown) => {
      if (isSweepEnd(end)) onSweepEnded(end);
    },
    { description: 'Sent by a sweep at its end; do not send it by hand.' },
  );
  setHandler(accountQuery, () => accountView(read()), {
    description:
      'Buffered hints, hints after close, and orphans. ' +
      'Answers: {"provider": "my-carrier", "account": "default", "buffered": [], "afterClose": [], "orphans": []}',
  });

  return {
    takeAll: () => arrived.takeAll(),
    takeSweepEvery() {
      const taken = sweepEvery;
      sweepEvery = undefined;
      return taken;
    },
    takeErased() {
      const taken = erased;
      erased = new Set();
      return taken;
    },
    async until(instant, why, isOver) {
      wakeTimer.set(instant, why);
      await condition(
        () =>
          !arrived.isEmpty || sweepEvery !== undefined || erased.size > 0 || wakeTimer.hasFired || isOver(),
      );
    },
  };
}

/** Checks the fields of an untrusted signal that the account relies on. */
function isSweepEnd(value: unknown): value is SweepEnded {
  const { since, sweep } = (value ?? {}) as { readonly since?: unknown; readonly sweep?: unknown };
  const { every, nextAt } = (sweep ?? {}) as { readonly every?: unknown; readonly nextAt?: unknown };
  return [since, every, nextAt].every(
    (field) => typeof field === 'number' && Math.abs(field) <= LAST_INSTANT,
  );
}
