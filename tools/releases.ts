import { DEV_SERVER_VERSION, TEST_SERVER_VERSION } from './versions';

/** The two servers that Temporal publishes as programs. */
export type Downloadable = 'dev-server' | 'test-server';

/** An archive with a program, as its publisher released it for one platform. */
export interface Release {
  /** Its name in errors: `Temporal dev server 1.8.2`. */
  readonly name: string;
  readonly url: string;
  /** The SHA-256 of the archive, in hexadecimal. */
  readonly sha256: string;
  /** The path of the program in the archive. */
  readonly program: string;
}

/**
 * The checksums of the archives, by `<platform>-<architecture>` as Node.js names them. A platform that is not listed
 * downloads nothing. A new version gets the sums of its release: those of `checksums.txt` for the dev server; the test
 * server has no such file, so its sum is computed from the archive.
 */
const SUMS: Record<Downloadable, Readonly<Record<string, string>>> = {
  'dev-server': {
    'linux-x64': 'd8421bda989e6514b4bdb4d63a9012a8a05a806892e881a5aad8510496349a94',
    'linux-arm64': '83600a8fac6e3da54093e5da6918d399f501532b9f1172235603f9606f4ac6e4',
    'darwin-x64': '489d7f5420cae02b559774ac23df035141954c33a51dba96f5759a0ddccdf1b6',
    'darwin-arm64': 'dacdc3587682c04cf27e67c8878ca2d755230b6ad63c0c6ebddd7348ae90ed94',
  },
  'test-server': {
    'linux-x64': '41df834fe8e1ac59619e13908f41b63e4d1054f37634a2f89033d8cf6af71b96',
  },
};

/** The release of a server for a platform; undefined: none with a known checksum. */
export function releaseOf(
  what: Downloadable,
  platform: string = process.platform,
  architecture: string = process.arch,
): Release | undefined {
  const sha256 = SUMS[what][`${platform}-${architecture}`];
  if (sha256 === undefined) return undefined;
  const suffix = `${platform}_${architecture === 'x64' ? 'amd64' : architecture}`;
  if (what === 'dev-server') {
    const file = `temporal_cli_${DEV_SERVER_VERSION}_${suffix}.tar.gz`;
    return {
      name: `Temporal dev server ${DEV_SERVER_VERSION}`,
      url: `https://github.com/temporalio/cli/releases/download/v${DEV_SERVER_VERSION}/${file}`,
      sha256,
      program: 'temporal',
    };
  }
  const folder = `temporal-test-server_${TEST_SERVER_VERSION}_${suffix}`;
  return {
    name: `Temporal test server ${TEST_SERVER_VERSION}`,
    url: `https://github.com/temporalio/sdk-java/releases/download/v${TEST_SERVER_VERSION}/${folder}.tar.gz`,
    sha256,
    program: `${folder}/temporal-test-server`,
  };
}
