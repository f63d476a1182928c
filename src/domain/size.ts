import type { Attention } from './attentions';
import type { Port } from './port';
import type { Instant } from './time';

/** The most bytes of JSON that a run may hand to the next: Temporal takes 2 MB at most, and encryption adds to it. */
export const LARGEST_HANDOVER = 1_500_000;

/** What would be handed to the next run was measured: while it is too much, the port goes on in its present run. */
export function measured(port: Port, at: Instant, bytes: number): Port {
  const { tooLarge, ...fitting } = port;
  return bytes <= LARGEST_HANDOVER ? fitting : { ...port, tooLarge: { since: tooLarge?.since ?? at, bytes } };
}

/** A port that no next run can take goes on, but not for ever: the server ends a run whose history is too long. */
export function portTooLarge({ tooLarge }: Port): Attention[] {
  if (tooLarge === undefined) return [];
  const [has, most] = [tooLarge.bytes, LARGEST_HANDOVER].map(megabytes);
  return [
    {
      cause: 'port_too_large',
      numbers: [],
      since: tooLarge.since,
      message:
        `What this port remembers has ${has ?? ''} MB, and one run can hand at most ${most ?? ''} MB to the next. It goes on in its present ` +
        'run until that is too long for the server. Bring it to its end, and start another port for what is left.',
    },
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
