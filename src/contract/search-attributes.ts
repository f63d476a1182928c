import { defineSearchAttributeKey, SearchAttributeType } from '@temporalio/common';

/**
 * The index of all ports. Values are never a phone number, a name or an address: search attributes are not
 * encrypted.
 */
export const PortPhase = defineSearchAttributeKey('PortPhase', SearchAttributeType.KEYWORD);
export const PortProvider = defineSearchAttributeKey('PortProvider', SearchAttributeType.KEYWORD);
export const PortAccount = defineSearchAttributeKey('PortAccount', SearchAttributeType.KEYWORD);
export const PortTenant = defineSearchAttributeKey('PortTenant', SearchAttributeType.KEYWORD);
export const PortCountry = defineSearchAttributeKey('PortCountry', SearchAttributeType.KEYWORD);
export const PortReference = defineSearchAttributeKey('PortReference', SearchAttributeType.KEYWORD);
/** `<provider>/<account>/<ref>` of the port's orders, open ones first, at most 25 (a value holds 2 KB). */
export const PortOrderIds = defineSearchAttributeKey('PortOrderIds', SearchAttributeType.KEYWORD_LIST);
/** The causes of the port's attentions. */
export const PortAttentions = defineSearchAttributeKey('PortAttentions', SearchAttributeType.KEYWORD_LIST);
/** The earliest cutover among open items; unset while there is none. */
export const PortFocAt = defineSearchAttributeKey('PortFocAt', SearchAttributeType.DATETIME);
/** The earliest instant until which a cancel is safe; unset while there is none. */
export const PortCancelBy = defineSearchAttributeKey('PortCancelBy', SearchAttributeType.DATETIME);
export const PortNumberCount = defineSearchAttributeKey('PortNumberCount', SearchAttributeType.INT);
export const PortActionRequired = defineSearchAttributeKey('PortActionRequired', SearchAttributeType.BOOL);

/** All of them, for registration on a namespace. */
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
