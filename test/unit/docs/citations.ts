import { existsSync, readdirSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { anchorsOf, fileAt, withoutBlocks } from './documents';

const ROOT = join(__dirname, '../../..');

/** Whether a file, a folder or a module of the repository is there, by its path from the root. */
function isThere(path: string): boolean {
  return existsSync(join(ROOT, path)) || existsSync(join(ROOT, `${path}.ts`));
}

/** The comments of a program: from `//` to the end of the line, and what is between `/*` and its end. */
export function commentsIn(program: string): string {
  return [...program.matchAll(/(?<=^|\s)\/\/[^\n]*|\/\*.*?\*\//gms)].map(([comment]) => comment).join('\n');
}

/** A document by its path from the root, with an anchor or without. A decision may be named by its number alone. */
const DOCUMENT = /(?<![\w/.:-])((?:[\w.-]+\/)*(?:[\w.-]+\.md|decisions\/\d{4}))(?![\w/-])(?:#([\w-]+))?/g;

/** A path below a folder of the repository. A pattern is none: `<name>`, `*`, `{a,b}` or `…` follow or stand in it. */
const PATH = /(?<![\w/.@-])((?:src|workflows|activities|test|tools|bin)\/[\w./-]*[\w-])(?![\w/-]*[*<{…[$])/g;

/** Citations that no reader can open: rules and sources by number, and papers that are not in the repository. */
const UNOPENABLE = /\brules? \d+\w?\b|\bseeds? 0\d\d\b|\bport-lifecycle\b|\([d]esign\b|\.md,? sections? /gi;

/** What does not resolve of the citations in the comments of a program. */
export function brokenInComments(program: string): string[] {
  const comments = commentsIn(program);
  return [
    ...[...comments.matchAll(DOCUMENT)].flatMap(([cited, path = '', anchor]) =>
      isOpenable(path, anchor) ? [] : [cited],
    ),
    ...[...comments.matchAll(PATH)].flatMap(([, path = '']) => (isThere(path) ? [] : [path])),
  ];
}

/** What does not resolve of all that a program says: texts send an operator to a document, names of tests cite rules. */
export function brokenInTexts(program: string): string[] {
  return [
    ...[...program.matchAll(/(?<![\w/.-])(docs\/[\w./-]+\.md)(?:#([\w-]+))?/g)].flatMap(
      ([cited, path = '', anchor]) => (isOpenable(path, anchor) ? [] : [cited]),
    ),
    ...[...program.matchAll(UNOPENABLE)].map(([cited]) => cited),
  ];
}

/**
 * What does not resolve of the links and paths in a document.
 *
 * @param path - where the document is, from the root: its links begin there
 */
export function brokenInDocument(path: string, document: string): string[] {
  const prose = withoutBlocks(document);
  const links = [...prose.matchAll(/\]\((?!https?:)([^)#\s]*)(?:#([^)\s]+))?\)/g)];
  const labels = [...prose.matchAll(/\]\[([^\]]+)\]/g)];
  const defined = new Set([...prose.matchAll(/^\[([^\]]+)\]: +\S+$/gm)].map(([, label]) => label));
  return [
    ...links.flatMap(([link, file = '', anchor]) => {
      const target = file === '' ? path : posix.join(dirname(path), file);
      return isThere(target) && (anchor === undefined || hasAnchor(target, anchor, document, path))
        ? []
        : [link];
    }),
    ...labels.flatMap(([label, name]) => (defined.has(name) ? [] : [label])),
    ...[...prose.matchAll(PATH)].flatMap(([, cited = '']) => (isThere(cited) ? [] : [cited])),
    ...brokenInTexts(prose),
  ];
}

function hasAnchor(target: string, anchor: string, document: string, path: string): boolean {
  return anchorsOf(target === path ? document : fileAt(target)).includes(anchor);
}

function isOpenable(path: string, anchor: string | undefined): boolean {
  const [, number] = /^docs\/decisions\/(\d{4})$/.exec(path) ?? [];
  if (number !== undefined) {
    return (
      readdirSync(join(ROOT, 'docs/decisions')).filter((name) => name.startsWith(`${number}-`)).length === 1
    );
  }
  return isThere(path) && (anchor === undefined || anchorsOf(fileAt(path)).includes(anchor));
}
