/** Pages of one port in the Temporal Web UI. */
export interface PortPages {
  /** Its timeline. */
  readonly uiUrl: string;
  /** The tab with the status card, which the first page does not show. */
  readonly cardUrl: string;
}

/** The pages of a port's run; undefined without a Web UI. */
export function portPages(
  ui: string | undefined,
  port: { readonly namespace: string; readonly workflowId: string; readonly runId: string },
): PortPages | undefined {
  if (ui === undefined) return undefined;
  const [namespace, workflowId] = [port.namespace, port.workflowId].map(encodeURIComponent);
  const page = `${ui}/namespaces/${namespace ?? ''}/workflows/${workflowId ?? ''}/${port.runId}`;
  return { uiUrl: `${page}/timeline`, cardUrl: `${page}/user-metadata` };
}
