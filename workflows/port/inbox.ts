import { condition, setHandler, type CancellationScope } from '@temporalio/workflow';
import { portQuery, providerNotified, timelineQuery } from '../../src/contract/messages';
import { portView, timelineView } from '../../src/contract/view';
import type { AskedCommand } from '../../src/domain/model/commands';
import type { PortEvent } from '../../src/domain/model/events';
import type { Port } from '../../src/domain/model/port';
import type { Instant } from '../../src/domain/model/time';
import { openWakeTimer } from '../wake-timer';
import { handleCommands } from './commands';
import { beingPrepared } from '../failures';
import { withHint } from './hint-events';
import { openPreemptions, type Preemptions } from './preemptions';
import { workflowTime } from '../clock';

/** The messages to a port: collected here, and taken by the loop between two steps. */
export interface Inbox {
  /** A command is pending. */
  readonly hasCommands: boolean;
  /** Takes all events since the last call. */
  takeAll(): PortEvent[];
  /** Takes only the hints; commands stay. */
  takeHints(): PortEvent[];
  /**
   * For a port that cannot begin, or that its account's worker refuses: queries get this error. Throws the error
   * again.
   */
  readonly refuse: (error: unknown) => never;
  /** Lets a command or a due clock preempt a running call. */
  readonly preemptions: Preemptions;
  /** Sets the port's timer to the next clock while a call runs; the clock may preempt the call. */
  arm(at: Instant, why: string): void;
  /** Waits for a message or for the instant, whichever comes first; the loop takes the messages. */
  until(wait: { readonly until?: Instant; readonly why: string }): Promise<PortEvent[]>;
}

/**
 * Registers every handler. Handlers only collect; the loop decides. So no two changes of a port overlap.
 *
 * @param read - the current port; undefined while it is being prepared
 * @param scope - the workflow's own scope: its cancellation is a command like any other
 */
export function openInbox(read: () => Port | undefined, scope: CancellationScope): Inbox {
  const preemptions = openPreemptions();
  const wakeTimer = openWakeTimer(() => {
    preemptions.preempt({ kind: 'clock' });
  });
  let events: PortEvent[] = [];
  let refusal: Error | undefined;
  const current = () => {
    if (refusal !== undefined) throw refusal;
    const port = read();
    if (port === undefined) throw beingPrepared();
    return port;
  };
  const ask = (asked: AskedCommand) => {
    events.push({ kind: 'commanded', at: asked.at, asked });
    preemptions.preempt({ kind: 'command', command: asked.command });
  };

  setHandler(
    providerNotified,
    (notification: unknown) => {
      events = withHint(events, notification, workflowTime(), read());
      preemptions.preempt({ kind: 'hint' });
    },
    {
      description:
        'A webhook came: read the order. Example: {"hints": [{"orderRef": "KW…", "receivedAt": 1767000000000}]}',
    },
  );
  handleCommands(ask, read);
  scope.cancelRequested.catch(() => {
    const at = workflowTime();
    ask({
      // Each run can be canceled once. A cancel of a later run is another command.
      id: `temporal-cancel ${String(at)}`,
      at,
      by: 'temporal',
      command: { name: 'cancel' },
      isPolled: false,
    });
  });
  setHandler(portQuery, () => portView(current()), { description: 'The current view of the port' });
  setHandler(timelineQuery, () => timelineView(current()), { description: 'The timeline of the port' });

  return {
    get hasCommands() {
      return events.some(({ kind }) => kind === 'commanded');
    },
    takeAll() {
      const taken = events;
      events = [];
      return taken;
    },
    takeHints() {
      const hints = events.filter(({ kind }) => kind === 'hinted');
      events = events.filter(({ kind }) => kind !== 'hinted');
      return hints;
    },
    preemptions,
    refuse: (error) => {
      refusal = error as Error;
      throw error;
    },
    arm(at, why) {
      wakeTimer.set(at, why);
    },
    async until({ until, why }) {
      wakeTimer.set(until, why);
      await condition(() => events.length > 0 || wakeTimer.hasFired);
      return [];
    },
  };
}
