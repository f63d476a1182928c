/** The account's single webhook configuration. */
export class WebhookConfiguration {
  portIn: { readonly url: string; readonly since: number } | undefined;
  portOut: { readonly url: string; readonly since: number } | undefined;
  /** Empty: no filter, all events. */
  notificationsOf: readonly string[] = [];

  /** The URL for an event; undefined if the event is filtered or there is no URL. */
  targetOf(event: string): string | undefined {
    if (this.notificationsOf.length > 0 && !this.notificationsOf.includes(event)) return undefined;
    return this.portIn?.url;
  }
}
