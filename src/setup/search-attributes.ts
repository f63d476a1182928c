import type { Connection } from '@temporalio/client';
import { SearchAttributeType, TypedSearchAttributes } from '@temporalio/common';
import { PORT_SEARCH_ATTRIBUTES } from '../contract/search-attributes';

/** temporal.api.enums.v1.IndexedValueType */
const INDEXED_VALUE_TYPE: Readonly<Record<SearchAttributeType, number>> = {
  [SearchAttributeType.TEXT]: 1,
  [SearchAttributeType.KEYWORD]: 2,
  [SearchAttributeType.INT]: 3,
  [SearchAttributeType.DOUBLE]: 4,
  [SearchAttributeType.BOOL]: 5,
  [SearchAttributeType.DATETIME]: 6,
  [SearchAttributeType.KEYWORD_LIST]: 7,
};

const GRPC_ALREADY_EXISTS = 6;
const GRPC_UNIMPLEMENTED = 12;

/** What a namespace has of the search attributes that ports need. All by name. */
export interface SearchAttributeState {
  readonly present: readonly string[];
  readonly missing: readonly string[];
  /** Registered with another type than the one needed: sentences that say what to do. */
  readonly conflicts: readonly string[];
}

/** What `registerSearchAttributes` found and did. */
export interface RegisteredSearchAttributes {
  readonly added: readonly string[];
  /** Those that were there before. */
  readonly present: readonly string[];
}

/** A name is taken by an attribute of another type: only a person can decide what gives way. */
export class SearchAttributeConflictError extends Error {
  override readonly name = 'SearchAttributeConflictError';
  readonly code = 'search_attribute_conflict';

  constructor(namespace: string, conflicts: readonly string[]) {
    super(`Namespace ${namespace} cannot be used as it is: ${conflicts.join('; ')}`);
  }
}

/** Compares the search attributes of a namespace with those that ports need. */
export async function searchAttributeState(
  connection: Connection,
  namespace: string,
): Promise<SearchAttributeState> {
  const { customAttributes } = await connection.operatorService.listSearchAttributes({ namespace });
  const present: string[] = [];
  const missing: string[] = [];
  const conflicts: string[] = [];
  for (const { name, type } of PORT_SEARCH_ATTRIBUTES) {
    const registered: number | undefined = customAttributes[name];
    if (registered === undefined) missing.push(name);
    else if (registered === INDEXED_VALUE_TYPE[type]) present.push(name);
    else {
      const wanted = TypedSearchAttributes.toMetadataType(type);
      conflicts.push(`${name} has another type than ${wanted}: remove it there, or use another namespace`);
    }
  }
  return { present, missing, conflicts };
}

/**
 * Registers what a namespace lacks. Safe to repeat, and from several places at once.
 *
 * @throws SearchAttributeConflictError when a name is taken by an attribute of another type
 */
export async function registerSearchAttributes(
  connection: Connection,
  namespace = 'default',
): Promise<RegisteredSearchAttributes> {
  const { present, missing, conflicts } = await stateOrUnknown(connection, namespace);
  if (conflicts.length > 0) throw new SearchAttributeConflictError(namespace, conflicts);
  if (missing.length === 0) return { added: [], present };
  const searchAttributes = Object.fromEntries(
    PORT_SEARCH_ATTRIBUTES.filter(({ name }) => missing.includes(name)).map(({ name, type }) => [
      name,
      INDEXED_VALUE_TYPE[type],
    ]),
  );
  try {
    await connection.operatorService.addSearchAttributes({ namespace, searchAttributes });
  } catch (error) {
    if (codeOf(error) !== GRPC_ALREADY_EXISTS) throw error;
  }
  return { added: missing, present };
}

/** Temporal's test server can add search attributes and cannot list them. */
async function stateOrUnknown(connection: Connection, namespace: string): Promise<SearchAttributeState> {
  try {
    return await searchAttributeState(connection, namespace);
  } catch (error) {
    if (codeOf(error) !== GRPC_UNIMPLEMENTED) throw error;
    return { present: [], missing: PORT_SEARCH_ATTRIBUTES.map(({ name }) => name), conflicts: [] };
  }
}

function codeOf(error: unknown): unknown {
  return error instanceof Error && 'code' in error ? error.code : undefined;
}
