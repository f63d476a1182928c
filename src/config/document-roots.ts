import { statSync } from 'node:fs';
import { isAbsolute, parse, resolve } from 'node:path';
import { z } from 'zod';
import { serverUrlOf } from '../providers/server-url';
import type { Problems } from './configuration-error';
import { readVariable, type Environment } from './variables';

/** Where documents may be read from. */
export interface DocumentRoots {
  /** Absolute paths. */
  readonly folders: readonly string[];
  /** Origins: `https://docs.example.com`, with the port if it is not 443. */
  readonly hosts: readonly string[];
}

export const NO_DOCUMENT_ROOTS: DocumentRoots = { folders: [], hosts: [] };

/**
 * Reads `PORTKEEPER_DOCUMENT_ROOTS`: folders and https hosts, separated by commas. If it is unset, nothing
 * may be read. A missing folder is a problem, because every document in it would be refused.
 */
export function readDocumentRoots(env: Environment, problems: Problems): DocumentRoots {
  return readVariable(env, 'PORTKEEPER_DOCUMENT_ROOTS', documentRoots, problems) ?? NO_DOCUMENT_ROOTS;
}

const documentRoots = z.string().transform((text, context): DocumentRoots => {
  const folders: string[] = [];
  const hosts: string[] = [];
  for (const [index, entry] of text.split(',').entries()) {
    const root = rootOf(entry.trim());
    // Reported by position, because the URL of a host could contain a password.
    if (root.kind === 'wrong') context.addIssue(`entry ${index + 1} ${root.why}`);
    else (root.kind === 'folder' ? folders : hosts).push(root.value);
  }
  return { folders, hosts };
});

type Root =
  | { readonly kind: 'folder' | 'host'; readonly value: string }
  | { readonly kind: 'wrong'; readonly why: string };

function rootOf(entry: string): Root {
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(entry)) return hostOf(entry);
  if (!isAbsolute(entry))
    return invalidRoot(
      'must be a folder with its whole path, or an https host such as https://docs.example.com',
    );
  const folder = resolve(entry);
  if (parse(folder).root === folder)
    return invalidRoot('is the whole disk; name the folder that the documents are in');
  return isFolder(folder)
    ? { kind: 'folder', value: folder }
    : invalidRoot('names a folder that does not exist or may not be read; create it, or correct the path');
}

function hostOf(entry: string): Root {
  if (entry.includes('*'))
    return invalidRoot(
      'has a wildcard, which is not supported: name each host, such as https://docs.example.com',
    );
  const url = serverUrlOf(entry);
  return url?.protocol === 'https:' && url.pathname === '/'
    ? { kind: 'host', value: url.origin }
    : invalidRoot(
        'must be an https host alone, such as https://docs.example.com: no path, query or credentials',
      );
}

function isFolder(path: string): boolean {
  try {
    return statSync(path).isDirectory();
  } catch {
    return false;
  }
}

function invalidRoot(why: string): Root {
  return { kind: 'wrong', why };
}
