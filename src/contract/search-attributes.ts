import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/*
 * The index of all ports. Values are never a phone number, a name or an address, because search attributes are not
 * encrypted.
 */

/** The phase of the port as a whole. */
export const PortPhase = defineSearchAttributeKey('PortPhase', SearchAttributeType.KEYWORD);
/** The provider that the numbers move to. */
export const PortProvider = defineSearchAttributeKey('PortProvider', SearchAttributeType.KEYWORD);
/** The account at the provider. */
export const PortAccount = defineSearchAttributeKey('PortAccount', SearchAttributeType.KEYWORD);
/** From the request. */
export const PortTenant = defineSearchAttributeKey('PortTenant', SearchAttributeType.KEYWORD);
/** The country of the first number, ISO 3166. */
export const PortCountry = defineSearchAttributeKey('PortCountry', SearchAttributeType.KEYWORD);
/** From the request. */
export const PortReference = defineSearchAttributeKey('PortReference', SearchAttributeType.KEYWORD);
/** `<provider>/<account>/<ref>` of the port's orders, open ones first, at most 25 (a value holds 2 KB). */
export const PortOrderIds = defineSearchAttributeKey('PortOrderIds', SearchAttributeType.KEYWORD_LIST);
/** The causes of the port's attentions. */
export const PortAttentions = defineSearchAttributeKey('PortAttentions', SearchAttributeType.KEYWORD_LIST);
/** The earliest cutover among open items; unset while there is none. */
export const PortFocAt = defineSearchAttributeKey('PortFocAt', SearchAttributeType.DATETIME);
/** The earliest instant until which a cancel is safe; unset while there is none. */
export const PortCancelBy = defineSearchAttributeKey('PortCancelBy', SearchAttributeType.DATETIME);
/** How many numbers the request has. */
export const PortNumberCount = defineSearchAttributeKey('PortNumberCount', SearchAttributeType.INT);
/** Whether a person is needed. */
export const PortActionRequired = defineSearchAttributeKey('PortActionRequired', SearchAttributeType.BOOL);

/**
 * The search attributes of ports, to register on a namespace: `portkeeper setup` registers them, and a test server
 * takes them as an option.
 */
export const PORT_SEARCH_ATTRIBUTES = [
  PortPhase,
  PortProvider,
  PortAccount,
  PortTenant,
  PortCountry,
  PortReference,
  PortOrderIds,
  PortAttentions,
  PortFocAt,
  PortCancelBy,
  PortNumberCount,
  PortActionRequired,
] as const;

/** How many order ids `PortOrderIds` holds. */
export const MAX_INDEXED_ORDERS = 25;
