/** How much of a foreign text an error message repeats. */
const MAX_LENGTH = 600;

/** How many of a port's orders an error message names. */
export const MAX_SHOWN_ORDERS = 5;

/** The first line of a text that others wrote, no longer than a message can bear, without a full stop at its end. */
export function clippedLine(text: string): string {
  const [line = ''] = text
    .trim()
    .slice(0, MAX_LENGTH * 4)
    .split(/[\r\n]/, 1);
  const clipped = line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
  return clipped.replaceAll(/\p{Cc}/gu, ' ').replace(/[.\s]+$/, '');
}
