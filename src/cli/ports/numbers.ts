import { NumberClaims, statusInWords, type NumberClaim } from '../../claims/number-claims';
import { Problems, ConfigurationError } from '../../config/configuration-error';
import { NUMBER_KEY, readNumberKey, WITHOUT_NUMBER_KEY } from '../../config/number-key';
import { readPhoneNumber } from '../../contract/phone-number';
import type { CommandContext, JsonOption } from '../command';
import { CliError } from '../failure';
import { withTemporal } from '../temporal-session';

/** The options of `release`. */
export interface ReleaseOptions extends JsonOption {
  readonly evidence: string;
  readonly by?: string;
}

/** The longest text that is kept as the reason of a release. */
const MAX_REASON = 500;

/** Prints which port has a number. */
export async function findNumber(number: string, json: boolean, context: CommandContext): Promise<void> {
  const phoneNumber = parsed(number);
  await withClaims(context, async (claims) => {
    const claim = await claims.find(phoneNumber);
    if (json) context.output.json(claim === undefined ? { claimed: false } : viewOf(claim));
    else context.output.line(sentence(phoneNumber, claim));
  });
}

/** Releases a number of a port that did not complete. */
export async function releaseNumber(
  number: string,
  { evidence, by, json }: ReleaseOptions,
  context: CommandContext,
): Promise<void> {
  const phoneNumber = parsed(number);
  const reason = [evidence.trim(), ...(by === undefined ? [] : [`(${by})`])].join(' ');
  if (evidence.trim() === '' || reason.length > MAX_REASON)
    throw new CliError('usage', `--evidence must be a text of at most ${MAX_REASON} characters`, 2);
  await withClaims(context, async (claims) => {
    const claim = await claims.find(phoneNumber);
    if (claim?.portStatus === 'RUNNING') {
      context.exitCode = 2;
      const message = `port ${claim.requestId ?? ''} is running; cancel or abandon it, which releases the number`;
      if (json) context.output.json({ released: false, message, ...viewOf(claim) });
      else context.output.note(`refused: ${message}`);
      return;
    }
    const released = claim !== undefined && (await claims.end(phoneNumber, claim, reason));
    if (json) context.output.json({ released, ...(claim?.requestId && { requestId: claim.requestId }) });
    else
      context.output.line(
        released ? `${phoneNumber} is released; another port can have it.` : `No port has ${phoneNumber}.`,
      );
  });
}

async function withClaims(
  context: CommandContext,
  work: (claims: NumberClaims) => Promise<void>,
): Promise<void> {
  const problems = new Problems();
  const key = readNumberKey(context.env, problems);
  problems.throwIfAny();
  if (key === undefined) throw new ConfigurationError([`${NUMBER_KEY}: ${WITHOUT_NUMBER_KEY}`]);
  await withTemporal(context.env, async ({ client, config: { taskQueue } }) => {
    await work(new NumberClaims({ taskQueue, key }, client.workflow));
  });
}

function parsed(number: string): string {
  const read = readPhoneNumber(number);
  if (!read.ok) throw new CliError('usage', `the number ${read.why}`, 2);
  return read.number;
}

function viewOf({ requestId, portStatus, claimedAt }: NumberClaim) {
  return {
    claimed: true,
    ...(requestId !== undefined && { requestId }),
    ...(portStatus !== undefined && { portStatus }),
    claimedAt: claimedAt.toISOString(),
  };
}

function sentence(number: string, claim: NumberClaim | undefined): string {
  if (claim === undefined) return `No port has ${number}.`;
  const { requestId, portStatus, claimedAt } = claim;
  const since = `since ${claimedAt.toISOString().slice(0, 19)}Z`;
  if (requestId === undefined) return `A port has ${number} ${since}; its name cannot be read here.`;
  if (portStatus === 'RUNNING')
    return `Port ${requestId} has ${number} ${since}; see: portkeeper show ${requestId}`;
  return portStatus === 'COMPLETED'
    ? `Port ${requestId} had ${number} and has ended; the next port takes it over.`
    : `Port ${requestId} has ${number} ${since} and is ${statusInWords(claim)}: its order may still move it. ` +
        'When the provider says that it will not: portkeeper release.';
}
