import { createRequire } from 'node:module';
import { isIP } from 'node:net';
import type mailauth from 'mailauth';

/** What is asked about a mail, and who answers for DNS. */
export interface SenderQuestion {
  resolver: mailauth.DNSResolver;
  /** Names us in what the checks say. */
  mta: string;
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

type Parts = Pick<typeof mailauth, 'dkimVerify' | 'spf' | 'arc'> & { evaluateDmarc: EvaluateDmarc };

let loaded: Parts | null = null;

/**
 * With the first mail, which none needs before, and only these four: with the logos of brands come
 * an HTTP client, certificates and XML, together 6 MB.
 */
function loadParts(): Parts {
  const load = createRequire(import.meta.url);
  loaded ??= {
    ...load('mailauth/lib/dkim/verify.js'),
    ...load('mailauth/lib/spf/index.js'),
    ...load('mailauth/lib/arc/index.js'),
    ...load('mailauth/lib/dmarc/index.js'),
  } as Parts;
  return loaded;
}

/** Checks DKIM, SPF, ARC and DMARC of a raw mail, in this order; see `authenticateMail`. */
export async function checkSender(
  raw: Buffer,
  { resolver, mta, client }: SenderQuestion,
): Promise<SenderAnswer> {
  const parts = loadParts();
  const signed = await parts.dkimVerify(raw, {
    resolver,
    ...(client === null ? {} : { sender: client.mailFrom }),
  });
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

/** An address instead of a name is said in brackets (RFC 5321, 4.1.3). */
function toSpf({ ip, helo, mailFrom }: NonNullable<SenderQuestion['client']>) {
  return { ip, helo: isIP(helo) ? `[${helo}]` : helo, sender: mailFrom };
}
