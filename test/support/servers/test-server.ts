import { TestWorkflowEnvironment } from '@temporalio/testing';
import { findOnPath } from '../../../tools/processes';
import { findTestServer, startTestServer, type TestServer } from '../../../tools/temporal-server';
import { registerSearchAttributes } from '../../../src/setup/search-attributes';

const VARIABLE = 'PORTKEEPER_TEST_SERVER';

/** Ends the server that was started for it, which the SDK does not know. */
class SkippingEnvironment extends TestWorkflowEnvironment {
  ownServer?: TestServer;

  override async teardown(): Promise<void> {
    await super.teardown();
    await this.ownServer?.stop();
  }
}

/**
 * A Temporal server that skips time, with the product's search attributes registered. Each test file starts its
 * own in `beforeAll` (about a second) and calls `teardown()` in `afterAll`: the clock belongs to the server, so
 * files that shared one would move each other's time.
 *
 * Time is skipped while a workflow's `result()` is awaited and by `sleep()`; awaiting an update does not skip.
 */
export async function timeSkippingEnvironment(
  executable = testServerProgram(),
): Promise<TestWorkflowEnvironment> {
  const server = await startTestServer({ executable });
  try {
    const environment = await connectTo(server);
    await registerSearchAttributes(environment.connection);
    return environment;
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/**
 * The SDK skips time only on a server that it started itself, and it gives that five seconds, without a setting: too
 * little for a JVM on a machine that does much else. So the server runs already, and what the SDK starts is `true`, which
 * ends at once. The SDK then finds a server that answers at the port.
 */
async function connectTo(server: TestServer): Promise<TestWorkflowEnvironment> {
  const path = findOnPath('true', process.env);
  if (path === undefined) throw new Error('There is no program `true` on PATH.');
  const environment = await SkippingEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path }, port: server.port },
  });
  if (!(environment instanceof SkippingEnvironment)) {
    throw new Error('The SDK makes environments of another class; nothing would end their server.');
  }
  environment.ownServer = server;
  return environment;
}

/** The program that globalSetup found. */
export function testServerProgram(): string {
  const path = process.env[VARIABLE];
  if (path === undefined) throw new Error('The test server is for files under test/workflow.');
  return path;
}

/** For globalSetup: finds the server once, so that no test file waits for a download. */
export async function prepareTestServer(): Promise<void> {
  process.env[VARIABLE] = (await findTestServer((line) => process.stderr.write(`${line}\n`))).path;
}
