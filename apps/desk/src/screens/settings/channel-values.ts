import type { ContactLanguage } from '@earshot/contract/contact-language.ts';
import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';

/** What the form of an e-mail channel holds; secrets are empty unless typed anew. */
export interface ChannelValues {
  address: string;
  name: string;
  teamId: string | null;
  locale: ContactLanguage;
  fromName: string;
  aliases: readonly string[];
  arrival: 'smtp' | 'imap';
  host: string;
  port: number;
  security: 'tls' | 'starttls' | 'none';
  login: string;
  password: string;
  oauth2: boolean;
  tokenUrl: string;
  clientId: string;
  clientSecret: string;
  refreshToken: string;
  oauthScope: string;
  mailbox: string;
  afterFetch: 'keep' | 'delete';
  confirmation: boolean;
  hours: number;
  replyAddress: boolean;
  remoteImages: boolean;
  casePage: boolean;
  casePageNames: 'team' | 'first_name';
  ownRelay: boolean;
  smtpUrl: string;
  dkim: boolean;
  dkimDomain: string;
  dkimSelector: string;
  dkimKey: string;
  disabled: boolean;
}

/** The form's values for a channel, or for a new one. */
export function readChannel(
  channel: ChannelAccount | null,
  locale: ContactLanguage,
): ChannelValues {
  const imap = channel?.imap ?? null;
  const settings = channel?.settings;
  const domain = channel?.address.split('@')[1] ?? '';
  return {
    address: channel?.address ?? '',
    name: channel?.name ?? '',
    teamId: channel?.team?.id ?? null,
    locale: channel?.locale ?? locale,
    fromName: settings?.from_name ?? '',
    aliases: settings?.aliases ?? [],
    arrival: imap === null ? 'smtp' : 'imap',
    host: imap?.host ?? '',
    port: imap?.port ?? 993,
    security: imap?.security ?? 'tls',
    login: imap?.login ?? '',
    password: '',
    oauth2: imap?.oauth2 ?? false,
    tokenUrl: '',
    clientId: '',
    clientSecret: '',
    refreshToken: '',
    oauthScope: '',
    mailbox: imap?.mailbox ?? 'INBOX',
    afterFetch: imap?.after_fetch ?? 'keep',
    confirmation: settings?.confirmation ?? true,
    hours: settings?.answer_within_hours ?? 24,
    replyAddress: settings?.reply_address !== 'none',
    remoteImages: settings?.remote_images !== 'never',
    casePage: settings?.case_page ?? true,
    casePageNames: settings?.case_page_names ?? 'team',
    ownRelay: channel?.smtp ?? false,
    smtpUrl: '',
    dkim: channel?.dkim != null,
    dkimDomain: channel?.dkim?.domain ?? domain,
    dkimSelector: channel?.dkim?.selector ?? 'earshot',
    dkimKey: '',
    disabled: channel != null && channel.disabled_at !== null,
  };
}

/** A typed secret; an empty one is left out, so that the server keeps what it has. */
function typed<K extends string>(name: K, value: string): { [P in K]?: string } {
  return (value === '' ? {} : { [name]: value }) as { [P in K]?: string };
}

function imapOf(values: ChannelValues) {
  if (values.arrival === 'smtp') return null;
  const oauth2 =
    values.oauth2 && values.tokenUrl !== ''
      ? {
          oauth2: {
            token_url: values.tokenUrl,
            client_id: values.clientId,
            ...typed('client_secret', values.clientSecret),
            ...typed('refresh_token', values.refreshToken),
            ...typed('scope', values.oauthScope),
          },
        }
      : {};
  return {
    host: values.host,
    port: values.port,
    security: values.security,
    login: values.login,
    mailbox: values.mailbox,
    after_fetch: values.afterFetch,
    ...typed('password', values.password),
    ...oauth2,
  };
}

function relayOf(values: ChannelValues): { smtp_url?: string | null } {
  if (!values.ownRelay) return { smtp_url: null };
  return typed('smtp_url', values.smtpUrl);
}

function dkimOf(values: ChannelValues) {
  if (!values.dkim) return { dkim: null };
  if (values.dkimKey === '') return {};
  const { dkimDomain: domain, dkimSelector: selector, dkimKey: private_key } = values;
  return { dkim: { domain, selector, private_key } };
}

/** The body that creates or changes a channel from the form's values. */
export function writeChannel(values: ChannelValues) {
  return {
    ...typed('name', values.name),
    team_id: values.teamId,
    locale: values.locale,
    settings: {
      from_name: values.fromName,
      aliases: [...values.aliases],
      confirmation: values.confirmation,
      answer_within_hours: values.hours,
      reply_address: values.replyAddress ? ('plus' as const) : ('none' as const),
      remote_images: values.remoteImages ? ('on_click' as const) : ('never' as const),
      case_page: values.casePage,
      case_page_names: values.casePageNames,
    },
    imap: imapOf(values),
    ...relayOf(values),
    ...dkimOf(values),
  };
}
