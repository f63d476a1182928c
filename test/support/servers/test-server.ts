import { TestWorkflowEnvironment } from '@temporalio/testing';
import { findTestServer } from '../../../tools/temporal-server';
import { registerSearchAttributes } from '../../../src/setup/search-attributes';

const VARIABLE = 'PORTKEEPER_TEST_SERVER';

/** The SDK gives a server 5 s to start and has no setting for it; a JVM on a machine that does much else needs more. */
const STARTS = 6;

/**
 * A Temporal server that skips time, with the product's search attributes registered. Each test file starts its
 * own in `beforeAll` (about a second) and calls `teardown()` in `afterAll`: the clock belongs to the server, so
 * files that shared one would move each other's time.
 *
 * Time is skipped while a workflow's `result()` is awaited and by `sleep()`; awaiting an update does not skip.
 */
export async function timeSkippingEnvironment(): Promise<TestWorkflowEnvironment> {
  const path = process.env[VARIABLE];
  if (path === undefined) throw new Error('timeSkippingEnvironment() is for files under test/workflow.');
  const start = (): Promise<TestWorkflowEnvironment> =>
    TestWorkflowEnvironment.createTimeSkipping({ server: { executable: { type: 'existing-path', path } } });
  let starting = start();
  for (let count = 1; count < STARTS; count++) starting = starting.catch(start);
  const environment = await starting;
  await registerSearchAttributes(environment.connection);
  return environment;
}

/** For globalSetup: finds the server once, so that no test file waits for a download. */
export async function prepareTestServer(): Promise<void> {
  process.env[VARIABLE] = (await findTestServer((line) => process.stderr.write(`${line}\n`))).path;
}
