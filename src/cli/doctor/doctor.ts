import { TemporalUnreachableError } from '../../../temporal.config';
import { accountLabel } from '../../config/account-config';
import { ConfigurationError } from '../../config/configuration-error';
import { accountTaskQueue } from '../../contract/names';
import type { CommandContext } from '../command';
import { failureOf } from '../failure';
import { withTemporal, type TemporalSession } from '../temporal-session';
import { checkAccounts } from './check-accounts';
import { checkConfiguration, type CheckedConfiguration } from './check-configuration';
import { checkInstallation } from './check-temporal';
import { checkPayloads, storedRuns } from './check-payloads';
import { checkSweep } from './check-sweeps';
import { checkFailingPorts, checkNamespace, checkPollers, checkSearchAttributes } from './check-temporal';
import { checkWebhooks } from './check-accounts';
import { checkNumberKey, checkRestoredAt, workerIdentities } from './check-worker-settings';
import { failed, passed, type Finding } from './finding';

/** Checks everything that a port depends on, and prints the state or what to do. */
export async function doctor(json: boolean, context: CommandContext): Promise<void> {
  const { env, output } = context;
  const configuration = checkConfiguration(env);
  const { findings, accounts, proxy } = configuration;
  const groups = await Promise.all([
    checkTemporalAccess(context, configuration),
    guarded('accounts', () => checkAccounts(accounts, proxy)),
    guarded('webhooks', () => checkWebhooks(env, accounts)),
  ]);
  const all = [...findings, ...groups.flat()];
  if (json) output.json(all);
  else for (const finding of all) output.line(lineFor(finding));
  if (all.some(({ ok }) => !ok)) context.exitCode = 1;
}

function lineFor({ check, ok, message, warning }: Finding): string {
  const result = ok ? (warning === true ? 'warn' : 'ok  ') : 'FAIL';
  return `${result}  ${check}: ${message}`;
}

async function checkTemporalAccess(
  { env }: CommandContext,
  configuration: CheckedConfiguration,
): Promise<Finding[]> {
  try {
    return await withTemporal(env, (session) => checkTemporal(session, configuration), {
      worksWithoutKeys: true,
    });
  } catch (error) {
    // Reported already as a configuration problem.
    if (error instanceof ConfigurationError) return [];
    if (error instanceof TemporalUnreachableError) return [failed('temporal', error.message)];
    return [failed('temporal', messageOf(error))];
  }
}

async function checkTemporal(
  session: TemporalSession,
  { accounts, daySeconds, keys, numberKey, restoredAt }: CheckedConfiguration,
): Promise<Finding[]> {
  const { client, connection, config } = session;
  const { namespace, taskQueue, address } = config;
  const refs = accounts.map(({ account: { provider, name } }) => ({ provider, account: name }));
  const identities = workerIdentities(connection, config, refs);
  const checks: [string, () => Promise<Finding | undefined>][] = [
    ['namespace', () => checkNamespace(connection, namespace)],
    ['search attributes', () => checkSearchAttributes(connection, namespace)],
    [
      'workers',
      () => checkPollers(connection, config, { check: 'workers', name: taskQueue, type: 'workflow' }),
    ],
    ...accounts.map(({ account: { provider, name } }): [string, () => Promise<Finding>] => {
      const check = `workers of ${provider}/${name}`;
      const queue = { check, name: accountTaskQueue(taskQueue, provider, name), type: 'activity' } as const;
      return [check, () => checkPollers(connection, config, queue)];
    }),
    ...accounts.map((account): [string, () => Promise<Finding>] => {
      const check = `sweep of ${accountLabel(account)}`;
      return [check, () => checkSweep(client, { check, account, daySeconds })];
    }),
    ...accounts.map(({ account }): [string, () => Promise<Finding>] => {
      const check = `installation of ${account.provider}/${account.name}`;
      return [check, () => checkInstallation(client, { check, account, installation: config })];
    }),
    ['number key', async () => checkNumberKey(await identities, { numberKey })],
    ['restored database', async () => checkRestoredAt(await identities, { restoredAt })],
    ['workflow tasks', () => checkFailingPorts(session)],
    ['payloads', () => checkPayloads(storedRuns(client), keys)],
  ];
  const found = await Promise.all(
    checks.map(([check, run]) =>
      guarded(check, async () => [await run()].filter((finding) => finding !== undefined)),
    ),
  );
  return [passed('temporal', `reachable at ${address}`), ...found.flat()];
}

/** A check that throws becomes a finding, so that the other checks continue. */
async function guarded(check: string, run: () => Promise<Finding[]>): Promise<Finding[]> {
  try {
    return await run();
  } catch (error) {
    return [failed(check, messageOf(error))];
  }
}

function messageOf(error: unknown): string {
  return (failureOf(error).message ?? String(error)).replace(/^portkeeper: /, '');
}
