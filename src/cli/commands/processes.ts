import { InvalidArgumentError } from 'commander';
import { DAY_LENGTH_RULE, parseDaySeconds } from '../../config/day-length';
import { addCommand, type DefineCommand, type JsonOption } from '../command';
import type { DevOptions } from '../dev/dev';
import { lazyModules } from '../lazy-modules';
import type { SandboxCommandOptions } from '../processes/sandbox';
import type { WorkerCommandOptions } from '../processes/worker';

/** Commands that run a process until it is stopped. */

export const defineDev: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'dev',
    summary: 'start everything on this machine, with a sandbox for a provider, and run one sample port',
    examples: [
      'portkeeper dev',
      'portkeeper dev --once --json',
      'PORTKEEPER_DAY_SECONDS=20 portkeeper dev   # slower than 2 seconds a day',
    ],
    json: 'print only the last line, as JSON, to standard output; the timeline goes to standard error',
  })
    .option('--once', 'stop after the sample port; the last line is one JSON object')
    .option('--provider <provider>', 'the provider whose sandbox to use')
    .action(async (options: DevOptions) => {
      await lazyModules.dev().runDev(options, context);
    });
};

export const defineWorker: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'worker',
    summary: 'run ports and call providers, for every configured account; SIGTERM drains and exits 0',
    examples: [
      'TWILIO_ACCOUNT_SID=AC… TWILIO_AUTH_TOKEN=… PORTKEEPER_ENCRYPTION_KEYS=k1:… portkeeper worker',
      'portkeeper worker --health-port 8082   # then: curl http://127.0.0.1:8082/readyz',
    ],
    json: 'print as JSON that it is ready',
  })
    .option('--health-port <port>', 'answer health checks there: GET /healthz and /readyz', tcpPort)
    .option('--health-host <host>', 'on which interface', '127.0.0.1')
    .action(async (options: WorkerCommandOptions) => {
      await lazyModules.worker().runWorker(options, context);
    });
};

export const defineReceiver: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'receiver',
    summary: 'take the webhooks of providers over HTTP; SIGTERM drains and exits 0',
    examples: [
      'WEBHOOK_PUBLIC_URL=https://hooks.example.com PORTKEEPER_WEBHOOK_SECRETS=k1:… portkeeper receiver',
    ],
    json: 'print as JSON that it is ready',
  }).action(async ({ json }: JsonOption) => {
    await lazyModules.receiver().runReceiver(json === true, context);
  });
};

export const defineCodecServer: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'codec-server',
    summary: 'encrypt and decrypt for the Temporal Web UI and for command lines; SIGTERM drains and exits 0',
    examples: [
      'PORTKEEPER_ENCRYPTION_KEYS=k1:… PORTKEEPER_CODEC_SERVER_ORIGINS=http://localhost:8233 portkeeper codec-server',
    ],
    json: 'print as JSON that it is ready',
  }).action(async ({ json }: JsonOption) => {
    await lazyModules.codecServer().runCodecServer(json === true, context);
  });
};

export const defineSandbox: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'sandbox',
    summary: 'simulate the providers, for demos, tests and CI: nothing is ever moved',
    examples: ['portkeeper sandbox --port 9080 --day-seconds 2'],
    json: 'print as JSON that it is ready',
  })
    .option('--port <port>', 'where to listen; 0 takes any free port', tcpPort, 9080)
    .option('--host <host>', 'on which interface', '127.0.0.1')
    .option('--day-seconds <seconds>', 'length of a provider-side day (PORTKEEPER_DAY_SECONDS)', daySeconds)
    .option(
      '--twilio-webhook-url <url>',
      "where Twilio's webhooks go until its API sets another URL",
      httpUrl,
    )
    .action(async (options: SandboxCommandOptions) => {
      await lazyModules.sandbox().runSandbox(options, context);
    });
};

function tcpPort(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : NaN;
  if (!(port <= 65_535)) throw new InvalidArgumentError('It must be a port number from 0 to 65535.');
  return port;
}

function daySeconds(text: string): number {
  const seconds = parseDaySeconds(text);
  if (seconds === undefined) throw new InvalidArgumentError(`It ${DAY_LENGTH_RULE}.`);
  return seconds;
}

function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('It must be an http or https URL.');
  }
  return text;
}
