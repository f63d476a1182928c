import { makeWorkflowBundle } from './workflow-bundle';

export default async function setUp(): Promise<void> {
  await makeWorkflowBundle();
}
