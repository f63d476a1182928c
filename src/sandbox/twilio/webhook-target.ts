/** The account's one webhook configuration. */
export class WebhookConfiguration {
  portIn: { readonly url: string; readonly since: number } | undefined;
  portOut: { readonly url: string; readonly since: number } | undefined;
  /** Empty: no filter, all events. */
  notificationsOf: readonly string[] = [];

  /** Where an event goes; undefined when nobody wants it. */
  targetOf(event: string): string | undefined {
    if (this.notificationsOf.length > 0 && !this.notificationsOf.includes(event)) return undefined;
    return this.portIn?.url;
  }
}
