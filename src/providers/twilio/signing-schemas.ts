import { text } from './schemas';
import { z } from 'zod';

/** How account holders are asked to sign (docs/reference/twilio.md#loa-configuration). */
export const signingConfigurationSchema = z.object({
  logo_sid: text,
  friendly_name: text,
  product: text,
  country: text,
  email_subject: text,
  email_message: text,
  url_redirection: text,
});

/** One page of them, in Twilio's usual form of a list. */
export const signingConfigurationPageSchema = z.object({
  configurations: z.array(signingConfigurationSchema),
  meta: z.object({ next_page_url: text }).nullish(),
});

/** What `set` sends. */
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
