import { prepareTestServer } from './test-server';
import { makeWorkflowBundle } from './workflow-bundle';

export default async function setUp(): Promise<void> {
  await prepareTestServer();
  await makeWorkflowBundle();
}
