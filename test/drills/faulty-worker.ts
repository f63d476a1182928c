import { Context } from '@temporalio/activity';
import {
  DefaultLogger,
  NativeConnection,
  Runtime,
  Worker,
  type ActivityInboundCallsInterceptor,
} from '@temporalio/worker';
import { readWorkerSettings } from '../../src/config/environment';
import { processEnvironment } from '../../src/config/variables';
import { installationWorkers } from '../../src/worker/worker';
import { temporalConfig } from '../../temporal.config';
import { workflowBundle } from '../support/servers/workflow-bundle';
import { FaultPlan, PLAN_VARIABLE, REMOTE_SUFFIX, type PlannedCall } from './fault-plan';

/** A program: a worker like `portkeeper worker`, in which activities meet the faults of a plan. */
async function main(): Promise<void> {
  const env = processEnvironment();
  const plan = new FaultPlan(process.env[PLAN_VARIABLE] ?? '');
  Runtime.install({ logger: new DefaultLogger('ERROR') });
  const { accounts, daySeconds, webhooks, numberKey } = readWorkerSettings(env);
  const { connectionOptions, namespace, taskQueue, dataConverter } = temporalConfig(env);
  const connection = await NativeConnection.connect(connectionOptions);
  const own = {
    connection,
    namespace,
    ...(dataConverter && { dataConverter }),
    interceptors: { activity: [() => ({ inbound: withFaults(plan) })] },
  };
  const workflowOptions = { workflowBundle: workflowBundle() };
  const options = { taskQueue, daySeconds, webhooks, numberKey, own, workflowOptions };
  const known = accounts.filter(({ account }) => !account.name.endsWith(REMOTE_SUFFIX));
  const { workflows } = installationWorkers({ ...options, accounts: known });
  const { accounts: remote } = installationWorkers({ ...options, accounts });
  const workers = await Promise.all(
    [workflows, ...remote.map((each) => each.options)].map((each) => Worker.create(each)),
  );
  const running = Promise.all(workers.map((worker) => worker.run()));
  process.stdout.write(`${JSON.stringify({ ready: 'worker' })}\n`);
  await running;
}

type Execute = Required<ActivityInboundCallsInterceptor>['execute'];

function withFaults(plan: FaultPlan): { readonly execute: Execute } {
  return {
    async execute(input, next) {
      const planned = plannedCall(plan, input.args);
      switch (planned && plan.faultOf(planned)) {
        case undefined:
          return next(input);
        case 'twice':
          await next(input);
          plan.inject(planned!);
          return next(input);
        case 'failed-before':
          plan.inject(planned!);
          throw new Error('A drill fails this call before its effect.');
        case 'failed-after':
          await next(input);
          plan.inject(planned!);
          throw new Error('A drill fails this call after its effect.');
        case 'killed-after':
          await next(input);
          plan.inject(planned!);
          process.kill(process.pid, 'SIGKILL');
          return new Promise(() => undefined);
      }
    },
  };
}

/** The call, if a fault is planned for its workflow or for its provider. */
function plannedCall(plan: FaultPlan, [input]: readonly unknown[]): PlannedCall | undefined {
  const { activityType, workflowExecution } = Context.current().info;
  const { provider } = (input ?? {}) as { readonly provider?: string };
  return [workflowExecution?.workflowId, provider]
    .flatMap((caller) => (caller === undefined ? [] : [{ activityType, caller }]))
    .find((call) => plan.faultOf(call) !== undefined);
}

void main();
