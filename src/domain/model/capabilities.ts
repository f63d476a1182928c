/** What a provider can do, as far as it changes what a port does: so the core never asks which provider it is. */
export interface Capabilities {
  /** After a submission whose outcome stays unknown: a look-up decides, or only a person can. */
  readonly afterUnknownSend: 'look_up' | 'ask_person';
  /** What the provider's API can cancel; `ticket`: only people can, through its support. */
  readonly cancel: 'order_and_number' | 'order' | 'ticket';
  /** The most numbers that one order can hold. */
  readonly numbersPerOrder: number;
  /** The data and the wanted date of an order that the provider has can be changed there. */
  readonly edits: boolean;
  /** The provider's people read comments. */
  readonly comments: boolean;
  /** The provider wants to know how content one is. */
  readonly ratings: boolean;
  /** What a sweep of the account, where one is made, sees of an order: its statuses alone, or its dates too. */
  readonly sweep?: 'statuses' | 'dates';
  /** Numbers of several accounts at the losing carrier may share one order. */
  readonly mixesAccounts: boolean;
}
