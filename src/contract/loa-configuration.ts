/** Operations about the e-mail and the page that ask account holders to sign an LOA. */

/** The product of an LOA: porting a number, or hosting its messages. */
export type LoaProduct = 'porting' | 'hosting';

/** Which configurations to list; default: all. */
export interface GetLoaInput {
  /** Only for this product. */
  readonly product?: LoaProduct | undefined;
  /** ISO 3166, two letters. */
  readonly country?: string | undefined;
}

/** The configurations. */
export interface LoaConfigurations {
  /** One for each product and country. */
  readonly configurations: readonly LoaConfiguration[];
}

/** How account holders are asked to sign. Fields that are not configured are absent. */
export interface LoaConfiguration {
  /** As the provider names it. */
  readonly product: string;
  /** ISO 3166, two letters. */
  readonly country?: string;
  /** Its name at the provider. */
  readonly friendlyName?: string;
  /** The provider's id of the logo on the LOA. */
  readonly logoId?: string;
  /** The subject of the e-mail to the signer. */
  readonly emailSubject?: string;
  /** The text of the e-mail to the signer. */
  readonly emailMessage?: string;
  /** The URL that the signer's browser opens afterwards. */
  readonly redirectUrl?: string;
}

/** The configuration for a product in a country. Omitted fields stay unchanged. */
export interface SetLoaInput {
  /** The product. */
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
