import { request } from 'undici';
import { SECOND } from '../../src/domain/model/time';

/** How many actions a server has counted, by their type. */
export type BillableActions = ReadonlyMap<string, number>;

/** The tests' own looks, which are no part of what a port costs. */
const OWN_LOOKS = 'grpc_QueryWorkflow';

/**
 * The billable actions that a dev server has counted, read when the counter stands still: it counts in steps of about a
 * second. It never stands still while workflows go on.
 */
export async function billableActions(metricsUrl: string): Promise<BillableActions> {
  for (let before = await actionsSoFar(metricsUrl); ;) {
    await new Promise((resolve) => setTimeout(resolve, 3 * SECOND));
    const now = await actionsSoFar(metricsUrl);
    if (JSON.stringify([...now]) === JSON.stringify([...before])) return now;
    before = now;
  }
}

/** What was counted between two readings, without queries. */
export function actionsBetween(before: BillableActions, after: BillableActions): BillableActions {
  return new Map(
    [...after]
      .map(([type, count]) => [type, count - (before.get(type) ?? 0)] as const)
      .filter(([type, count]) => type !== OWN_LOOKS && count > 0),
  );
}

export function totalOf(actions: BillableActions): number {
  return [...actions.values()].reduce((sum, count) => sum + count, 0);
}

/** The actions that a dev server has counted until now; the newest may be missing. */
export async function actionsSoFar(metricsUrl: string): Promise<BillableActions> {
  const { body } = await request(metricsUrl);
  const actions = new Map<string, number>();
  for (const line of (await body.text()).split('\n')) {
    const [, type, count] = /^action\{action_type="([^"]+)",namespace="default".*\} (\d+)$/.exec(line) ?? [];
    if (type !== undefined) actions.set(type, (actions.get(type) ?? 0) + Number(count));
  }
  return actions;
}
