import { MAX_HANDOVER_BYTES } from '../facts/json-size';
import type { Attention } from '../model/attention';
import type { Port } from '../model/port';

/** A port too large for a handover goes on, but not for ever: the server ends a run whose history is too long. */
export function portTooLarge({ tooLarge }: Port): Attention[] {
  if (tooLarge === undefined) return [];
  const [has, most] = [tooLarge.bytes, MAX_HANDOVER_BYTES].map(megabytes);
  return [
    {
      cause: 'port_too_large',
      numbers: [],
      since: tooLarge.since,
      message:
        `The state of this port has ${has ?? ''} MB, and one run can hand at most ${most ?? ''} MB to the next. It goes on in its current ` +
        'run until the history is too long for the server. Bring it to its end, and start another port for the rest.',
    },
  ];
}

function megabytes(bytes: number): string {
  return (bytes / 1_000_000).toFixed(1);
}
