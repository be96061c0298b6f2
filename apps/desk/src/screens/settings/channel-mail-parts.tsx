import {
  NumberInput,
  PasswordInput,
  Radio,
  Select,
  Switch,
  Textarea,
  TextInput,
} from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import type { ChannelPartProps } from './channel-form.tsx';
import { Part } from './settings-page.tsx';
import styles from './settings-screen.module.css';

const highest_port = 65_535;
const ports = { tls: 993, starttls: 143, none: 143 } as const;

/** How mail arrives: handed in by the organisation's server, or pulled from a mailbox. */
export function ArrivalPart(props: ChannelPartProps): ReactElement {
  const { values, set, port } = props;
  const smtpHint =
    port === null ? t('channels.smtpOff') : t('channels.smtpHint', { port: String(port) });
  return (
    <Part title={t('channels.arrival')}>
      <div className={styles['form']}>
        <Radio.Group
          aria-label={t('channels.arrival')}
          value={values.arrival}
          onChange={(arrival) => set({ arrival })}
        >
          <Radio value="smtp" label={t('channels.smtp')} description={smtpHint} />
          <Radio
            mt={10}
            value="imap"
            label={t('channels.imap')}
            description={t('channels.imapHint')}
          />
        </Radio.Group>
        {values.arrival === 'imap' ? <ImapFields {...props} /> : null}
      </div>
    </Part>
  );
}

function ImapFields({ values, set, fields, channel }: ChannelPartProps): ReactElement {
  return (
    <>
      <div className={styles['row']}>
        <TextInput
          label={t('channels.host')}
          required
          withAsterisk={false}
          placeholder={`imap.${values.address.split('@')[1] ?? 'falk.example'}`}
          value={values.host}
          error={fields['imap.host']}
          onChange={(event) => set({ host: event.target.value })}
        />
        <NumberInput
          label={t('channels.port')}
          min={1}
          max={highest_port}
          thousandSeparator=""
          allowDecimal={false}
          value={values.port}
          error={fields['imap.port']}
          onChange={(port) => set({ port: Number(port) || ports[values.security] })}
        />
        <Select
          label={t('channels.security')}
          allowDeselect={false}
          data={(['tls', 'starttls', 'none'] as const).map((value) => ({
            value,
            label: t(`security.${value}`),
          }))}
          value={values.security}
          onChange={(security) => {
            if (security !== null) set({ security, port: ports[security] });
          }}
        />
        <TextInput
          label={t('channels.mailbox')}
          required
          withAsterisk={false}
          value={values.mailbox}
          error={fields['imap.mailbox']}
          onChange={(event) => set({ mailbox: event.target.value })}
        />
        <LoginFields values={values} set={set} fields={fields} channel={channel} />
      </div>
      <Switch
        label={t('channels.oauth2')}
        description={t('channels.oauth2Hint')}
        checked={values.oauth2}
        onChange={(event) => set({ oauth2: event.target.checked })}
      />
      {values.oauth2 ? <OauthFields values={values} set={set} fields={fields} /> : null}
      <Switch
        label={t('channels.delete')}
        description={t('channels.deleteHint')}
        checked={values.afterFetch === 'delete'}
        onChange={(event) => set({ afterFetch: event.target.checked ? 'delete' : 'keep' })}
      />
    </>
  );
}

function LoginFields({
  values,
  set,
  fields,
  channel,
}: Omit<ChannelPartProps, 'port'>): ReactElement {
  const known = channel !== null && channel.imap !== null;
  return (
    <>
      <TextInput
        label={t('channels.login')}
        required
        withAsterisk={false}
        autoComplete="off"
        value={values.login}
        error={fields['imap.login']}
        onChange={(event) => set({ login: event.target.value })}
      />
      <PasswordInput
        label={t(values.oauth2 ? 'channels.accessToken' : 'field.password')}
        autoComplete="off"
        required={!known && !values.oauth2}
        withAsterisk={false}
        placeholder={known ? t('channels.keepSecret') : ''}
        value={values.password}
        error={fields['imap.password']}
        onChange={(event) => set({ password: event.target.value })}
        visibilityToggleButtonProps={{ 'aria-label': t('password.show'), tabIndex: 0 }}
      />
    </>
  );
}

function OauthFields({
  values,
  set,
  fields,
}: Pick<ChannelPartProps, 'values' | 'set' | 'fields'>): ReactElement {
  return (
    <div className={styles['row']}>
      <TextInput
        label={t('oauth.tokenUrl')}
        type="url"
        placeholder="https://"
        value={values.tokenUrl}
        error={fields['imap.oauth2.token_url']}
        onChange={(event) => set({ tokenUrl: event.target.value })}
      />
      <TextInput
        label={t('oauth.clientId')}
        value={values.clientId}
        error={fields['imap.oauth2.client_id']}
        onChange={(event) => set({ clientId: event.target.value })}
      />
      <TextInput
        label={t('oauth.clientSecret')}
        autoComplete="off"
        value={values.clientSecret}
        onChange={(event) => set({ clientSecret: event.target.value })}
      />
      <TextInput
        label={t('oauth.refreshToken')}
        autoComplete="off"
        value={values.refreshToken}
        onChange={(event) => set({ refreshToken: event.target.value })}
      />
      <TextInput
        label={t('oauth.scope')}
        value={values.oauthScope}
        onChange={(event) => set({ oauthScope: event.target.value })}
      />
    </div>
  );
}

/** How mail leaves: the installation's relay or one of its own, and its signature. */
export function SendingPart({ values, set, fields, channel }: ChannelPartProps): ReactElement {
  return (
    <Part title={t('channels.sending')}>
      <div className={styles['form']}>
        <Switch
          label={t('channels.ownRelay')}
          description={t('channels.ownRelayHint')}
          checked={values.ownRelay}
          onChange={(event) => set({ ownRelay: event.target.checked })}
        />
        {values.ownRelay ? (
          <TextInput
            label={t('channels.relay')}
            placeholder={
              channel?.smtp === true ? t('channels.keepSecret') : 'smtps://name:password@host:465'
            }
            autoComplete="off"
            value={values.smtpUrl}
            error={fields['smtp_url']}
            onChange={(event) => set({ smtpUrl: event.target.value })}
          />
        ) : null}
        <Switch
          label={t('channels.dkim')}
          description={t('channels.dkimHint')}
          checked={values.dkim}
          onChange={(event) => set({ dkim: event.target.checked })}
        />
        {values.dkim ? (
          <>
            <div className={styles['row']}>
              <TextInput
                label={t('dkim.domain')}
                value={values.dkimDomain}
                error={fields['dkim.domain']}
                onChange={(event) => set({ dkimDomain: event.target.value })}
              />
              <TextInput
                label={t('dkim.selector')}
                value={values.dkimSelector}
                error={fields['dkim.selector']}
                onChange={(event) => set({ dkimSelector: event.target.value })}
              />
            </div>
            <Textarea
              label={t('dkim.key')}
              rows={4}
              placeholder={
                channel?.dkim == null ? '-----BEGIN PRIVATE KEY-----' : t('channels.keepSecret')
              }
              value={values.dkimKey}
              error={fields['dkim.private_key']}
              onChange={(event) => set({ dkimKey: event.target.value })}
            />
          </>
        ) : null}
      </div>
    </Part>
  );
}
