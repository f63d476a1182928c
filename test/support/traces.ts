import type { Client } from '@temporalio/client';
import { temporal } from '@temporalio/proto';

const { api } = temporal;
const service = api.workflowservice.v1;

/** A text or message that a run left behind, and its place. */
interface Trace {
  readonly where: string;
  readonly content: Buffer;
}

/** Everything that a run left behind where people and other programs can read it, to be searched for secrets. */
export class Traces {
  readonly #traces: Trace[] = [];

  /** @returns the places that contain one of the secrets, as `<secret> in <place>` */
  leaks(secrets: Readonly<Record<string, readonly string[]>>): string[] {
    return Object.entries(secrets).flatMap(([name, forms]) =>
      this.#traces
        .filter(({ content }) => forms.some((form) => content.includes(form)))
        .map(({ where }) => `${name} in ${where}`),
    );
  }

  /** The number of bytes by the first word of their place: a search without bytes proves nothing. */
  sizes(): Record<string, number> {
    const sizes: Record<string, number> = {};
    for (const { where, content } of this.#traces) {
      const [kind = ''] = where.split(' ');
      sizes[kind] = (sizes[kind] ?? 0) + content.length;
    }
    return sizes;
  }

  /** Adds a text, and the base64 values in it decoded. */
  addText(where: string, text: string): void {
    this.#traces.push({ where, content: Buffer.from(text) });
    for (const [token] of text.matchAll(/[A-Za-z0-9+/_-]{24,}={0,2}/g))
      this.#traces.push({ where: `${where} (base64)`, content: Buffer.from(token, 'base64') });
  }

  /**
   * Adds everything that Temporal has of the workflows of a task queue, as bytes on the wire, so that nothing is left out.
   *
   * @param answers - the queries whose answers are added; they need a worker
   */
  async addWorkflows(client: Client, taskQueue: string, answers: readonly string[] = []): Promise<void> {
    const { namespace } = client.options;
    const rows = await client.workflowService.listWorkflowExecutions({
      namespace,
      pageSize: 1_000,
      query: `TaskQueue = '${taskQueue}'`,
    });
    for (const row of rows.executions) {
      const { workflowId = '', runId = '' } = row.execution ?? {};
      const place = String(workflowId);
      this.#add(`row of ${place}`, api.workflow.v1.WorkflowExecutionInfo.encode(row));
      const execution = { workflowId, runId };
      const description = await client.workflowService.describeWorkflowExecution({ namespace, execution });
      this.#add(`description of ${place}`, service.DescribeWorkflowExecutionResponse.encode(description));
      await this.#addHistory(client, execution, place);
      for (const queryType of answers) await this.#addAnswer(client, execution, queryType, place);
    }
  }

  async #addHistory(
    client: Client,
    execution: { workflowId?: string | null; runId?: string | null },
    place: string,
  ) {
    let nextPageToken: Uint8Array = new Uint8Array();
    do {
      const page = await client.workflowService.getWorkflowExecutionHistory({
        namespace: client.options.namespace,
        execution,
        nextPageToken,
      });
      for (const event of page.history?.events ?? [])
        this.#add(
          `history of ${place}, event ${String(event.eventId)}`,
          api.history.v1.HistoryEvent.encode(event),
        );
      ({ nextPageToken } = page);
    } while (nextPageToken.length > 0);
  }

  async #addAnswer(
    client: Client,
    execution: { workflowId?: string | null; runId?: string | null },
    queryType: string,
    place: string,
  ) {
    try {
      const answer = await client.workflowService.queryWorkflow({
        namespace: client.options.namespace,
        execution,
        query: { queryType },
      });
      this.#add(`answer of ${place} to ${queryType}`, service.QueryWorkflowResponse.encode(answer));
    } catch (error) {
      this.addText(`answer of ${place} to ${queryType}`, String(error));
    }
  }

  #add(where: string, message: { finish(): Uint8Array }): void {
    this.#traces.push({ where, content: Buffer.from(message.finish()) });
  }
}
