import { InvalidArgumentError } from 'commander';
import { addCommand, type DefineCommand } from '../define-command';
import { lazyModules } from '../lazy-modules';
import type { SandboxCommandOptions } from '../processes/sandbox';

export const defineSandbox: DefineCommand = (program, context) => {
  addCommand(program, {
    usage: 'sandbox',
    summary: 'simulate the providers, for demos, tests and CI: nothing is ever moved',
    examples: ['portkeeper sandbox --port 9080 --day-seconds 2'],
    json: 'say as JSON that it is ready',
  })
    .option('--port <port>', 'where to listen; 0 takes any free port', tcpPort, 9080)
    .option('--host <host>', 'on which interface', '127.0.0.1')
    .option('--day-seconds <seconds>', 'length of a provider-side day (PORTKEEPER_DAY_SECONDS)', daySeconds)
    .option(
      '--twilio-webhook-url <url>',
      "where Twilio's webhooks go until its API is told otherwise",
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
  const seconds = /^\d+(\.\d+)?$/.test(text) ? Number(text) : NaN;
  if (!(seconds > 0 && seconds <= 86_400)) {
    throw new InvalidArgumentError('It must be a number above 0 and at most 86400.');
  }
  return seconds;
}

function httpUrl(text: string): string {
  if (!URL.canParse(text) || !/^https?:$/.test(new URL(text).protocol)) {
    throw new InvalidArgumentError('It must be an http or https URL.');
  }
  return text;
}
