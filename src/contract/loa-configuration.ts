/** Operations about the e-mail and the page with which account holders are asked to sign an LOA. */

export type LoaProduct = 'porting' | 'hosting';

/** Which configurations to list; without a filter all of them. */
export interface GetLoaInput {
  readonly product?: LoaProduct | undefined;
  /** ISO 3166, two letters. */
  readonly country?: string | undefined;
}

export interface LoaConfigurations {
  readonly configurations: readonly LoaConfiguration[];
}

/** How account holders are asked to sign. What is not configured is absent. */
export interface LoaConfiguration {
  /** In the provider's words. */
  readonly product: string;
  readonly country?: string;
  readonly friendlyName?: string;
  /** The provider's id of the picture that stands on the LOA. */
  readonly logoId?: string;
  readonly emailSubject?: string;
  readonly emailMessage?: string;
  /** Where the signer's browser goes afterwards. */
  readonly redirectUrl?: string;
}

/** What to change of the configuration for a product in a country. What is left out stays as it is. */
export interface SetLoaInput {
  readonly product: LoaProduct;
  /** ISO 3166, two letters. */
  readonly country: string;
  readonly friendlyName?: string | undefined;
  /** The provider's id of an uploaded picture. */
  readonly logoId?: string | undefined;
  /** At most 255 characters. */
  readonly emailSubject?: string | undefined;
  /** At most 5,000 characters. */
  readonly emailMessage?: string | undefined;
  /** An https URL. */
  readonly redirectUrl?: string | undefined;
}
