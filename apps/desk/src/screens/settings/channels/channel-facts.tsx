import type { ChannelAccount } from '@earshot/contract/channel-contract.ts';
import { RelativeTime } from '@earshot/ui/relative-time.tsx';
import { useQuery } from '@tanstack/react-query';
import type { ReactElement } from 'react';
import { client } from '../../../api/desk-client.ts';
import { t } from '../../../i18n/translate.ts';
import { ChannelTest } from '../channel-test.tsx';
import { ChannelHealth } from '../channels-section.tsx';
import { Part } from '../settings-page.tsx';
import styles from '../settings-screen.module.css';
import { ShownOnce } from '../shown-once.tsx';
import parts from './channel-parts.module.css';
import { ChannelSecrets } from './channel-secrets.tsx';

/** How a channel fares, what to copy onto a page, its secrets once, and what went wrong last. */
export function ChannelFacts({ channel }: { channel: ChannelAccount }): ReactElement {
  return (
    <>
      <Part title={channel.name}>
        <div className={styles['item']}>
          <ChannelHealth channel={channel} />
          <p>
            {t(`kinds.${channel.kind}`)} · {t(`kinds.verified.${channel.verified_by}`)}
          </p>
        </div>
        <ChannelTest channelId={channel.id} />
        <LastErrors channelId={channel.id} />
      </Part>
      <Part title={t(channel.kind === 'api' ? 'kinds.connect' : 'kinds.embed')}>
        <div className={styles['form']}>
          {channel.kind === 'api' ? <ProgramSteps channel={channel} /> : null}
          {channel.page_url === null ? null : (
            <PageSteps channel={channel} pageUrl={channel.page_url} />
          )}
        </div>
      </Part>
      <ChannelSecrets channel={channel} />
    </>
  );
}

function PageSteps(props: { channel: ChannelAccount; pageUrl: string }): ReactElement {
  const { channel, pageUrl } = props;
  const { origin } = new URL(pageUrl);
  const isChat = channel.kind === 'chat';
  const sockets = isChat ? ` ${origin.replace(/^http/, 'ws')}` : '';
  const policy = `script-src ${origin}; connect-src ${origin}${sockets}`;
  const hasPages = (channel.web?.allowed_origins.length ?? 0) > 0;
  return (
    <>
      {channel.script_tag === null ? null : (
        <Copied
          label={t('kinds.script')}
          value={channel.script_tag}
          hint={t(hasPages ? 'kinds.scriptHint' : 'kinds.scriptNoPages')}
        />
      )}
      <Copied label={t('kinds.policy')} value={policy} hint={t('kinds.policyHint')} />
      <Copied
        label={t(isChat ? 'kinds.page' : 'kinds.formPage')}
        value={pageUrl}
        hint={
          <a href={pageUrl} target="_blank" rel="noreferrer">
            {t('kinds.openPage')}
          </a>
        }
      />
    </>
  );
}

function ProgramSteps({ channel }: { channel: ChannelAccount }): ReactElement {
  const inbound = `${window.location.origin}/api/v1/inbound/${channel.address}`;
  return <Copied label={t('kinds.inbound')} value={inbound} hint={t('kinds.inboundHint')} />;
}

function Copied(props: {
  label: string;
  value: string;
  hint: ReactElement | string;
}): ReactElement {
  return (
    <div className={parts['copied']}>
      <b>{props.label}</b>
      <ShownOnce text={props.value} />
      <p>{props.hint}</p>
    </div>
  );
}

function LastErrors({ channelId }: { channelId: string }): ReactElement | null {
  const { data: errors } = useQuery({
    queryKey: ['channel-errors', channelId],
    queryFn: () => client.call('listChannelErrors', { params: { channelId } }),
  });
  if (errors === undefined) return null;
  return (
    <div className={parts['lastErrors']}>
      <b>{t('kinds.errors')}</b>
      {errors.items.length === 0 ? <p>{t('kinds.noErrors')}</p> : null}
      <ul className={parts['errors']}>
        {errors.items.map((error) => (
          <li key={error.id}>
            <RelativeTime at={error.at} length="long" /> {error.words}
          </li>
        ))}
      </ul>
    </div>
  );
}
