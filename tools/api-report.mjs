// The public surface of each entry of the package as a report in api/, so that a change of the surface is
// visible in the diff. `npm run api` writes the reports; `npm test -- api` fails if they differ.
//
//   node tools/api-report.mjs FOLDER [--update]     FOLDER has package.json, dist/ and node_modules/
import { Extractor, CompilerState, ExtractorConfig } from '@microsoft/api-extractor';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
const folder = resolve(process.argv[2] ?? root);
const isUpdate = process.argv.includes('--update');
const temporary = mkdtempSync(join(tmpdir(), 'portkeeper-api-'));
process.on('exit', () => rmSync(temporary, { recursive: true, force: true }));

const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
const entries = Object.entries(manifest.exports)
  .filter(([, { types }]) => types !== undefined)
  .map(([name, { types }]) => ({
    name: name === '.' ? 'client' : name.slice('./'.length),
    file: join(folder, types),
  }));

const ERROR = { logLevel: 'error' };
const NONE = { logLevel: 'none' };

const configs = entries.map(({ name, file }) =>
  ExtractorConfig.prepare({
    packageJsonFullPath: join(folder, 'package.json'),
    configObjectFullPath: undefined,
    configObject: {
      projectFolder: folder,
      mainEntryPointFilePath: file,
      newlineKind: 'lf',
      compiler: {
        overrideTsconfig: {
          compilerOptions: {
            ...{ target: 'es2022', lib: ['es2022'], module: 'node16', moduleResolution: 'node16' },
            ...{ strict: true, skipLibCheck: true, types: ['node'] },
          },
          files: entries.map((entry) => entry.file),
        },
      },
      apiReport: {
        enabled: true,
        reportFileName: `${name}.api.md`,
        reportFolder: join(root, 'api'),
        reportTempFolder: temporary,
      },
      docModel: { enabled: false },
      dtsRollup: { enabled: false },
      tsdocMetadata: { enabled: false },
      messages: {
        compilerMessageReporting: { default: ERROR },
        extractorMessageReporting: {
          default: ERROR,
          // A type in the surface that no entry exports, and a member without documentation.
          'ae-forgotten-export': ERROR,
          'ae-undocumented': ERROR,
          // Every export is public.
          'ae-missing-release-tag': NONE,
          'ae-missing-getter': NONE,
        },
        tsdocMessageReporting: { default: ERROR },
      },
    },
  }),
);

const compilerState = CompilerState.create(configs[0], {
  additionalEntryPoints: entries.map(({ file }) => file),
});
for (const config of configs) {
  const { succeeded, apiReportChanged } = Extractor.invoke(config, {
    compilerState,
    localBuild: isUpdate,
    messageCallback: (message) => report(message),
  });
  if (isUpdate ? !succeeded : !succeeded || apiReportChanged) process.exitCode = 1;
}

function report(message) {
  message.handled = true;
  if (message.messageId === 'console-api-report-not-copied')
    console.error(
      'The public surface differs from the reports in api/: run `npm run api`, and look at the diff.',
    );
  else if (message.logLevel === 'error' || message.logLevel === 'warning')
    console.error(message.formatMessageWithLocation(folder));
}
