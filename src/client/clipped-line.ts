/** The maximum length of foreign text in an error message. */
const MAX_LENGTH = 600;

/** The maximum number of a port's orders in an error message. */
export const MAX_SHOWN_ORDERS = 5;

/** The first line of a foreign text, truncated for an error message and without a final full stop. */
export function clippedLine(text: string): string {
  const [line = ''] = text
    .trim()
    .slice(0, MAX_LENGTH * 4)
    .split(/[\r\n]/, 1);
  const clipped = line.length > MAX_LENGTH ? `${line.slice(0, MAX_LENGTH)}…` : line;
  return clipped.replaceAll(/\p{Cc}/gu, ' ').replace(/[.\s]+$/, '');
}
