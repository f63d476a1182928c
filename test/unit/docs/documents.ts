import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const ROOT = join(__dirname, '../../..');

/** A file of the repository, by its path from the root. */
export function fileAt(path: string): string {
  return readFileSync(join(ROOT, path), 'utf8');
}

/** The anchors of a document's headings, as they are made on GitHub: a heading that comes again gets a number. */
export function anchorsOf(document: string): string[] {
  const times = new Map<string, number>();
  return [...withoutBlocks(document).matchAll(/^#+ (.+)$/gm)].map(([, heading = '']) => {
    const anchor = heading
      .toLowerCase()
      .replaceAll(/[^\w -]/g, '')
      .replaceAll(' ', '-');
    const time = times.get(anchor) ?? 0;
    times.set(anchor, time + 1);
    return time === 0 ? anchor : `${anchor}-${String(time)}`;
  });
}

/** A document without its fenced blocks: what looks like a heading or a link there is none. */
export function withoutBlocks(document: string): string {
  return document.replaceAll(/^ *```.*?^ *```/gms, '');
}

/** What stands under a heading, up to the next of the same rank or a higher one. */
export function sectionOf(document: string, heading: string): string {
  const lines = document.split('\n');
  const start = lines.findIndex((line) => /^#+ /.test(line) && line.replace(/^#+ /, '') === heading);
  if (start < 0) throw new Error(`there is no section ${heading}`);
  const rank = /^#+/.exec(lines[start] ?? '')?.[0].length ?? 0;
  const length = lines.slice(start + 1).findIndex((line) => new RegExp(`^#{1,${String(rank)}} `).test(line));
  return lines.slice(start, length < 0 ? undefined : start + 1 + length).join('\n');
}

/** The cells of the first table in a text, its head left out. */
export function tableIn(text: string): string[][] {
  const lines = text.slice(text.indexOf('\n|') + 1).split('\n');
  const length = lines.findIndex((line) => !line.startsWith('|'));
  const [, , ...rows] = lines.slice(0, length < 0 ? undefined : length);
  return rows.map((row) =>
    row
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}
