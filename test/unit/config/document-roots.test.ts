import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConfigurationError, Problems } from '../../../src/config/configuration-error';
import { readDocumentRoots } from '../../../src/config/document-roots';

const folder = mkdtempSync(join(tmpdir(), 'portkeeper-roots-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function read(value: string | undefined) {
  const problems = new Problems();
  const roots = readDocumentRoots({ PORTKEEPER_DOCUMENT_ROOTS: value }, problems);
  problems.throwIfAny();
  return roots;
}

function problemsOf(value: string): readonly string[] {
  try {
    read(value);
  } catch (error) {
    if (error instanceof ConfigurationError) return error.problems;
    throw error;
  }
  return [];
}

it.each([undefined, '', '  '])('nothing may be read where it is %j', (value) => {
  expect(read(value)).toEqual({ folders: [], hosts: [] });
});

it('takes folders and hosts', () => {
  expect(read(`${folder}/, https://Docs.Example.com , https://docs.example.com:8443/`)).toEqual({
    folders: [folder],
    hosts: ['https://docs.example.com', 'https://docs.example.com:8443'],
  });
});

it.each([
  ['docs', 'must be a folder with its whole path'],
  ['../docs', 'must be a folder with its whole path'],
  ['/', 'is the whole disk'],
  [`${folder}/..${'/..'.repeat(20)}`, 'is the whole disk'],
  [`${folder}/none`, 'names a folder that does not exist'],
  [`${folder}/file.pdf`, 'names a folder that does not exist'],
  ['http://docs.example.com', 'must be an https host alone'],
  ['file:///srv', 'must be an https host alone'],
  ['https://docs.example.com/bills', 'must be an https host alone'],
  ['https://docs.example.com?x=1', 'must be an https host alone'],
  ['https://me:hush@docs.example.com', 'must be an https host alone'],
  ['https://*.example.com', 'has a wildcard, which is not supported: name each host'],
  ['https://docs.example.com\n.evil', 'must be an https host alone'],
  ['https:docs.example.com', 'must be a folder with its whole path, or an https host'],
  ['https://[', 'must be an https host alone'],
])('"%s" is a problem', (entry, what) => {
  writeFileSync(join(folder, 'file.pdf'), '');
  const [problem, ...others] = problemsOf(`${folder},${entry}`);
  expect(others).toEqual([]);
  expect(problem).toMatch(/^PORTKEEPER_DOCUMENT_ROOTS: entry 2 /);
  expect(problem).toContain(what);
  expect(problem).not.toContain('hush');
});

it('names every wrong entry', () => {
  expect(problemsOf('docs,https://docs.example.com,,http://x')).toEqual([
    expect.stringContaining('entry 1 '),
    expect.stringContaining('entry 3 '),
    expect.stringContaining('entry 4 '),
  ]);
});
