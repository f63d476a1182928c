import { CancellationScope, condition, setHandler } from '@temporalio/workflow';
import {
  portQuery,
  providerNotified,
  refresh,
  timelineQuery,
  type CommandInput,
  type CommandResult,
} from '../src/contract/messages';
import { portView, timelineView } from '../src/contract/view';
import type { OutwardStep } from '../src/domain/proceed';
import type { PortEvent } from '../src/domain/events';
import type { Port } from '../src/domain/port';
import type { Instant } from '../src/domain/time';
import { openAlarm } from './alarm';
import { beingPrepared, malformedCommand } from './failures';

/** Of a name in the timeline. */
const MOST_CHARACTERS = 100;

/** What people and webhooks say to a port: gathered here, taken by the loop between two steps. */
export interface Inbox {
  readonly isEmpty: boolean;
  /** Everything that came since it was last asked. */
  takeAll(): PortEvent[];
  /** Answers the updates whose command the port has dealt with. */
  settle(port: Port, next: OutwardStep): void;
  /** For a port that cannot begin: whoever asks about it hears why. Throws the error again. */
  readonly refuse: (error: unknown) => never;
  /** Waits for a message or for the instant, whichever comes first; the messages are left for the loop to take. */
  until(wait: { readonly until?: Instant; readonly why: string }): Promise<PortEvent[]>;
}

/** An update that waits for its command to be decided. */
interface Ticket {
  isTaken: boolean;
  result?: CommandResult;
}

/**
 * Registers every handler. Handlers only gather; the loop decides. So no two things ever happen to a port at once.
 *
 * @param read - the port as it is now; undefined while it is being prepared
 */
export function openInbox(read: () => Port | undefined): Inbox {
  const alarm = openAlarm();
  let events: PortEvent[] = [];
  let tickets: Ticket[] = [];
  let refusal: Error | undefined;
  const current = () => {
    const port = read();
    if (port === undefined) throw refusal ?? beingPrepared();
    return port;
  };

  setHandler(
    providerNotified,
    () => {
      // Whatever is in it, it is a reason to look. A signal cannot be refused, so nothing in it may be relied on.
      events.push({ kind: 'hinted', at: Date.now() });
    },
    {
      description:
        'A webhook came: look at the order. Example: {"hints": [{"orderRef": "KW…", "receivedAt": 1767000000000}]}',
    },
  );

  setHandler(
    refresh,
    (input: CommandInput | undefined) => {
      const by = input?.by;
      const ticket: Ticket = { isTaken: false };
      tickets.push(ticket);
      const cause = { kind: 'command' as const, command: 'refresh', ...(by !== undefined && { by }) };
      events.push({ kind: 'read_asked', at: Date.now(), cause });
      return CancellationScope.nonCancellable(async () => {
        await condition(() => ticket.result !== undefined);
        return ticket.result as CommandResult;
      });
    },
    {
      description: 'Read the orders at the provider now. Example: {"by": "ada"}',
      validator: (input: unknown) => {
        if (!isCommandInput(input)) throw malformedCommand('refresh', '{"by": "ada"}');
      },
    },
  );

  setHandler(portQuery, () => portView(current()), { description: 'Where the port stands' });
  setHandler(timelineQuery, () => timelineView(current()), { description: 'What happened to the port' });

  return {
    get isEmpty() {
      return events.length === 0 && tickets.length === 0;
    },
    takeAll() {
      const taken = events;
      events = [];
      for (const ticket of tickets) ticket.isTaken = true;
      return taken;
    },
    settle(port, next) {
      // Waiting or over, the port will not read any more; an update without an answer would keep it open for ever.
      const isReadToCome = next.kind !== 'wait' && next.kind !== 'done';
      if (port.reading.askedBy !== undefined && isReadToCome) return;
      for (const ticket of tickets.filter(({ isTaken }) => isTaken)) {
        const accepted = port.request.numbers.map((number) => number.phoneNumber);
        ticket.result = { accepted, refused: [], view: portView(port) };
      }
      tickets = tickets.filter(({ isTaken }) => !isTaken);
    },
    refuse: (error) => {
      refusal = error as Error;
      throw error;
    },
    async until({ until, why }) {
      alarm.set(until, why);
      await condition(() => events.length > 0 || alarm.hasRung);
      return [];
    },
  };
}

/** Without an input a command is as good as with an empty one: the Web UI sends none. */
function isCommandInput(input: unknown): input is CommandInput | undefined {
  if (input === undefined || input === null) return true;
  if (typeof input !== 'object') return false;
  const { by } = input as { readonly by?: unknown };
  return by === undefined || (typeof by === 'string' && by.length <= MOST_CHARACTERS);
}
