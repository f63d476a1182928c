/** Operations about the e-mail and the page with which account holders are asked to sign an LOA. */

/** What an LOA is about: moving a number, or hosting its messages. */
export type LoaProduct = 'porting' | 'hosting';

/** Which configurations to list; without a filter all of them. */
export interface GetLoaInput {
  /** Only for this product. */
  readonly product?: LoaProduct | undefined;
  /** ISO 3166, two letters. */
  readonly country?: string | undefined;
}

/** The configurations that were found. */
export interface LoaConfigurations {
  /** One for each product and country. */
  readonly configurations: readonly LoaConfiguration[];
}

/** How account holders are asked to sign. What is not configured is absent. */
export interface LoaConfiguration {
  /** In the provider's words. */
  readonly product: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  /** Its name at the provider. */
  readonly friendlyName?: string;
  /** The provider's id of the picture that stands on the LOA. */
  readonly logoId?: string;
  /** The subject of the e-mail to the signer. */
  readonly emailSubject?: string;
  /** The text of the e-mail to the signer. */
  readonly emailMessage?: string;
  /** Where the signer's browser goes afterwards. */
  readonly redirectUrl?: string;
}

/** What to change of the configuration for a product in a country. What is left out stays as it is. */
export interface SetLoaInput {
  /** The product that it is for. */
  readonly product: LoaProduct;
  /** ISO 3166, two letters. */
  readonly country: string;
  /** Its name at the provider. */
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
