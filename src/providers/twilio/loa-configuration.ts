import type {
  GetLoaInput,
  LoaConfiguration,
  LoaConfigurations,
  LoaProduct,
  SetLoaInput,
} from '../../contract/loa-configuration';
import type { CallContext } from '../call-context';
import type { SigningClient } from './signing-client';
import type { SigningConfiguration, SigningConfigurationBody } from './signing-schemas';

const PRODUCTS: Readonly<Record<LoaProduct, SigningConfigurationBody['product']>> = {
  porting: 'Porting',
  hosting: 'Hosting',
};

export async function getLoa(
  { product, country }: GetLoaInput,
  client: SigningClient,
  call: CallContext,
): Promise<LoaConfigurations> {
  const filter = { country, ...(product !== undefined && { product: PRODUCTS[product] }) };
  return { configurations: (await client.list(filter, call)).map(configurationFrom) };
}

/** Sends the whole configuration with the changes. It is unconfirmed whether Twilio keeps omitted fields. */
export async function setLoa(
  input: SetLoaInput,
  client: SigningClient,
  call: CallContext,
): Promise<LoaConfiguration> {
  const key = { product: PRODUCTS[input.product], country: input.country };
  const present = (await client.list(key, call)).find(
    ({ product, country }) =>
      product?.toLowerCase() === input.product && country?.toUpperCase() === input.country,
  );
  const body: SigningConfigurationBody = {
    ...key,
    logo_sid: input.logoId ?? present?.logo_sid,
    friendly_name: input.friendlyName ?? present?.friendly_name,
    email_subject: input.emailSubject ?? present?.email_subject,
    email_message: input.emailMessage ?? present?.email_message,
    url_redirection: input.redirectUrl ?? present?.url_redirection,
  };
  return configurationFrom(await client.set(body, call));
}

function configurationFrom(configuration: SigningConfiguration): LoaConfiguration {
  const { product, country, friendly_name, logo_sid, email_subject, email_message, url_redirection } =
    configuration;
  return {
    product: product ?? '',
    ...(country !== undefined && { country }),
    ...(friendly_name !== undefined && { friendlyName: friendly_name }),
    ...(logo_sid !== undefined && { logoId: logo_sid }),
    ...(email_subject !== undefined && { emailSubject: email_subject }),
    ...(email_message !== undefined && { emailMessage: email_message }),
    ...(url_redirection !== undefined && { redirectUrl: url_redirection }),
  };
}
