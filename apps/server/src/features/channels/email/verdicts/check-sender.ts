import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type mailauth from 'mailauth';

/** What is asked about a mail, and who answers for DNS. */
export interface SenderQuestion {
  resolver: mailauth.DNSResolver;
  /** Names us in what the checks say. */
  mta: string;
  /** Without signatures only headers are read, and `raw` need be no more. */
  isSigned: boolean;
  /** Who handed the mail to us; null where that is not known: then nothing is said about SPF. */
  client: { ip: string; helo: string; mailFrom: string } | null;
}

export interface SenderAnswer {
  dkim: mailauth.DKIMResult[];
  spf: mailauth.SPFResult | null;
  arc: mailauth.ARCResult;
  dmarc: mailauth.DMARCResult | null;
  /** Why DMARC was not asked (RFC 9989, 5.3.1). */
  dmarcSkipped: string | null;
}

/** The part that decides DMARC; the one that the package shows does not say why it did not. */
type EvaluateDmarc = (question: {
  headerFrom: string[];
  fromFields: number;
  spfDomains: string[];
  dkimDomains: { id: string; domain: string; aligned: unknown; underSized: unknown }[];
  arcResult: mailauth.ARCResult;
  resolver: mailauth.DNSResolver;
}) => Promise<{ response: mailauth.DMARCResult | false; reason?: string }>;

type Signed = Pick<mailauth.DKIMVerifyResult, 'headerFrom' | 'fromFields' | 'results' | 'arc'>;

/** A stream of a mail, of which `emitHeaders` and `finalChunk` are the first and the last step. */
interface Verifier extends Signed {
  emitHeaders(headers: Buffer): Promise<void>;
  finalChunk(): Promise<void>;
}

type Parts = Pick<typeof mailauth, 'dkimVerify' | 'spf' | 'arc'> & {
  DkimVerifier: new (options: mailauth.DKIMVerifyOptions) => Verifier;
  evaluateDmarc: EvaluateDmarc;
};

let loaded: Parts | null = null;

/**
 * With the first mail, which none needs before, and only these: with the logos of brands come
 * an HTTP client, certificates and XML, together 6 MB.
 */
function loadParts(): Parts {
  const load = createRequire(import.meta.url);
  loaded ??= {
    ...load('mailauth/lib/dkim/verify.js'),
    ...load('mailauth/lib/dkim/dkim-verifier.js'),
    ...load('mailauth/lib/spf/index.js'),
    ...load('mailauth/lib/arc/index.js'),
    ...load('mailauth/lib/dmarc/index.js'),
  } as Parts;
  return loaded;
}

/** Checks DKIM, SPF, ARC and DMARC of a raw mail, in this order; see `authenticateMail`. */
export async function checkSender(
  raw: Buffer,
  { resolver, mta, isSigned, client }: SenderQuestion,
): Promise<SenderAnswer> {
  const parts = loadParts();
  const options = { resolver, ...(client === null ? {} : { sender: client.mailFrom }) };
  const signed = await (isSigned ? parts.dkimVerify(raw, options) : verifyHeaders(raw, options));
  const spf = client === null ? null : await parts.spf({ ...toSpf(client), resolver, mta });
  const arc = await parts.arc(signed.arc as unknown as mailauth.ARCData, {
    resolver,
    ...(client === null ? {} : { ip: client.ip }),
  });
  const { response, reason } = await parts.evaluateDmarc({
    headerFrom: signed.headerFrom,
    fromFields: signed.fromFields,
    spfDomains: spf?.status.result === 'pass' && spf.domain ? [spf.domain] : [],
    dkimDomains: signed.results
      .filter(({ status }) => status.result === 'pass')
      .map(({ id, signingDomain, status }) => ({
        id: id as string,
        domain: signingDomain as string,
        aligned: status.aligned,
        underSized: status.underSized,
      })),
    arcResult: arc,
    resolver,
  });
  return {
    dkim: signed.results,
    spf,
    arc,
    dmarc: response || null,
    dmarcSkipped: response ? null : (reason ?? null),
  };
}

/** The stream would look for the end of the headers byte by byte, a seventh of all garbage. */
async function verifyHeaders(
  headers: Buffer,
  options: mailauth.DKIMVerifyOptions,
): Promise<Signed> {
  const verifier = new (loadParts().DkimVerifier)(options);
  await verifier.emitHeaders(headers);
  await verifier.finalChunk();
  return verifier;
}

/** An address instead of a name is said in brackets (RFC 5321, 4.1.3). */
function toSpf({ ip, helo, mailFrom }: NonNullable<SenderQuestion['client']>) {
  return { ip, helo: isIP(helo) ? `[${helo}]` : helo, sender: mailFrom };
}
