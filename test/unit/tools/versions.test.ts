import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { packageRoot } from '../../../tools/package-root';
import {
  DEV_SERVER_VERSION,
  isAtLeast,
  PRODUCTION_SERVER_VERSION,
  TEST_SERVER_VERSION,
} from '../../../tools/versions';

const read = (path: string): string => readFileSync(join(packageRoot(), path), 'utf8');

test('what is built is what is downloaded', () => {
  expect(read('tools/temporal/go.mod')).toContain(`github.com/temporalio/cli v${DEV_SERVER_VERSION} `);
  expect(read('tools/temporal/go.mod')).toContain(`go.temporal.io/server v${PRODUCTION_SERVER_VERSION} `);
  const artifact = `<artifactId>temporal-test-server</artifactId>\n      <version>${TEST_SERVER_VERSION}</version>`;
  expect(read('tools/test-server/pom.xml')).toContain(artifact);
});

test.each([
  ['1.8.2', '1.7.3', true],
  ['1.10.0', '1.9.9', true],
  ['1.7.3', '1.7.3', true],
  ['1.7.2', '1.7.3', false],
  ['0.13.2', '1.7.3', false],
])('%s is at least %s: %s', (a, b, result) => {
  expect(isAtLeast(a, b)).toBe(result);
});
