import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import * as ts from 'typescript';
import { fileAt } from './documents';

/** What the domain declares, read from its source: wherever a declaration moves to, it is found by its name. */
const DOMAIN = 'src/domain';

const files = readdirSync(join(__dirname, '../../..', DOMAIN), { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ts.createSourceFile(name, fileAt(join(DOMAIN, name)), ts.ScriptTarget.Latest));

/** The members of a type that is a union of texts, those of the types that it names included. */
export function wordsOf(type: string): string[] {
  const declaration = statements()
    .filter((statement) => ts.isTypeAliasDeclaration(statement))
    .find(({ name }) => name.text === type);
  if (declaration === undefined) throw new Error(`${DOMAIN} declares no type ${type}`);
  return membersOf(declaration.type);
}

function membersOf(node: ts.TypeNode): string[] {
  if (ts.isUnionTypeNode(node)) return node.types.flatMap(membersOf);
  if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal)) return [node.literal.text];
  if (ts.isTypeReferenceNode(node) && ts.isIdentifier(node.typeName)) return wordsOf(node.typeName.text);
  throw new Error(`a member of a union is no text: ${ts.SyntaxKind[node.kind]}`);
}

/** A constant that is a table of lists of texts, by its keys. */
export function listsOf(constant: string): ReadonlyMap<string, readonly string[]> {
  const table = declarationsIn(statements()).find(({ name }) => isNamed(name, constant))?.initializer;
  if (table === undefined || !ts.isObjectLiteralExpression(table))
    throw new Error(`${DOMAIN} declares no table ${constant}`);
  return new Map(
    table.properties
      .filter((property) => ts.isPropertyAssignment(property))
      .map(({ name, initializer }) => [textOf(name), textsIn(initializer)]),
  );
}

/** The keys of a table that a file outside the domain declares: of an object, or of the object that a call makes it of. */
export function keysOf(path: string, constant: string): string[] {
  const file = ts.createSourceFile(path, fileAt(path), ts.ScriptTarget.Latest);
  const table = declarationsIn(file.statements).find(({ name }) => isNamed(name, constant))?.initializer;
  const object = table !== undefined && ts.isCallExpression(table) ? table.arguments[0] : table;
  if (object === undefined || !ts.isObjectLiteralExpression(object))
    throw new Error(`${path} declares no table ${constant}`);
  return object.properties.map(({ name }) => (name === undefined ? '' : textOf(name)));
}

function declarationsIn(list: readonly ts.Statement[]): readonly ts.VariableDeclaration[] {
  return list.flatMap((statement) =>
    ts.isVariableStatement(statement) ? statement.declarationList.declarations : [],
  );
}

function isNamed(name: ts.BindingName, text: string): boolean {
  return ts.isIdentifier(name) && name.text === text;
}

function textsIn(node: ts.Expression): string[] {
  return ts.isArrayLiteralExpression(node)
    ? node.elements.flatMap((element) => (ts.isStringLiteral(element) ? [element.text] : []))
    : [];
}

function textOf(name: ts.PropertyName): string {
  return ts.isIdentifier(name) || ts.isStringLiteral(name) || ts.isNumericLiteral(name) ? name.text : '';
}

function statements(): readonly ts.Statement[] {
  return files.flatMap((file) => [...file.statements]);
}
