/** What a provider can do, where it affects the domain. The domain never asks which provider it is. */
export interface Capabilities {
  /** After a submission whose outcome stays unknown: a search decides, or only a person can. */
  readonly afterUnknownSend: 'look_up' | 'ask_person';
  /** What the provider's API can cancel; `ticket`: only the provider's support can. */
  readonly cancel: 'order_and_number' | 'order' | 'ticket';
  /** The most numbers in one order. */
  readonly numbersPerOrder: number;
  /** The data and the wanted date of an existing order can be edited. */
  readonly edits: boolean;
  /** The provider accepts comments. */
  readonly comments: boolean;
  /** The provider accepts ratings. */
  readonly ratings: boolean;
  /** What a sweep of the account sees of an order: statuses only, or dates too. Absent: no sweep. */
  readonly sweep?: 'statuses' | 'dates';
  /** One order may hold numbers of several accounts at the losing carrier. */
  readonly mixesAccounts: boolean;
}
