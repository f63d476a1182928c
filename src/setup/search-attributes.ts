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

/** The search attributes of a namespace compared with those that ports need, by name. */
export interface SearchAttributeState {
  readonly present: readonly string[];
  readonly missing: readonly string[];
  /** Registered with another type: sentences that say what to do. */
  readonly conflicts: readonly string[];
}

/** The result of `registerSearchAttributes`. */
export interface RegisteredSearchAttributes {
  readonly added: readonly string[];
  /** Attributes that were registered before. */
  readonly present: readonly string[];
}

/** An attribute of another type has the same name. A person must decide which one stays. */
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
      const required = TypedSearchAttributes.toMetadataType(type);
      conflicts.push(`${name} has another type than ${required}: remove it there, or use another namespace`);
    }
  }
  return { present, missing, conflicts };
}

/**
 * Registers missing search attributes of a namespace. Safe to repeat, and to run concurrently.
 *
 * @throws SearchAttributeConflictError if an attribute of another type has the same name
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

/** Temporal's test server can add search attributes but cannot list them. */
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
