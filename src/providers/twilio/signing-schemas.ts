import { text } from './schemas';
import { z } from 'zod';

/** How Twilio asks account holders to sign (docs/reference/twilio.md#loa-configuration). */
export const signingConfigurationSchema = z.object({
  logo_sid: text,
  friendly_name: text,
  product: text,
  country: text,
  email_subject: text,
  email_message: text,
  url_redirection: text,
});

/** One page of configurations, in Twilio's usual list format. */
export const signingConfigurationPageSchema = z.object({
  configurations: z.array(signingConfigurationSchema),
  meta: z.object({ next_page_url: text }).nullish(),
});

/** The body of `set`. */
export interface SigningConfigurationBody {
  readonly product: 'Porting' | 'Hosting';
  readonly country: string;
  readonly logo_sid?: string | undefined;
  readonly friendly_name?: string | undefined;
  readonly email_subject?: string | undefined;
  readonly email_message?: string | undefined;
  readonly url_redirection?: string | undefined;
}

export type SigningConfiguration = z.output<typeof signingConfigurationSchema>;
