import { TagInput } from '@earshot/ui/tag-input.tsx';
import { NumberInput, Select, Switch, TextInput } from '@mantine/core';
import type { ReactElement } from 'react';
import { t } from '../../i18n/translate.ts';
import type { ChannelPartProps } from './channel-form.tsx';
import { Part } from './settings-page.tsx';
import { ChannelPlaceRow } from './channel-place-row.tsx';
import styles from './settings-screen.module.css';

const most_hours = 720;

/** The address, its other names, and the team that gets its cases. */
export function AddressPart({ values, set, fields, channel }: ChannelPartProps): ReactElement {
  return (
    <Part title={t('channels.address')}>
      <div className={styles['form']}>
        {channel === null ? (
          <TextInput
            label={t('channels.addressField')}
            type="email"
            required
            withAsterisk={false}
            placeholder="service@falk.example"
            value={values.address}
            error={fields['address']}
            onChange={(event) => set({ address: event.target.value })}
          />
        ) : null}
        <div className={styles['row']}>
          <TextInput
            label={t('channels.name')}
            description={t('channels.nameHint')}
            value={values.name}
            error={fields['name']}
            onChange={(event) => set({ name: event.target.value })}
          />
          <TextInput
            label={t('channels.fromName')}
            description={t('channels.fromNameHint')}
            value={values.fromName}
            error={fields['settings.from_name']}
            onChange={(event) => set({ fromName: event.target.value })}
          />
        </div>
        <div>
          <p className={styles['label']}>{t('channels.aliases')}</p>
          <div className={styles['boxed']}>
            <TagInput
              label={t('channels.aliases')}
              placeholder="hilfe@falk.example"
              value={values.aliases}
              onChange={(aliases) => set({ aliases })}
              suggestions={[]}
              removeLabel={(alias) => t('channels.removeAlias', { alias })}
            />
          </div>
        </div>
        <ChannelPlaceRow values={values} error={undefined} onChange={set} />
      </div>
    </Part>
  );
}

/** What contacts are told, and how their answers find back. */
export function AnswerPart({ values, set, fields }: ChannelPartProps): ReactElement {
  return (
    <Part title={t('channels.answers')}>
      <div className={styles['form']}>
        <Switch
          label={t('channels.confirmation')}
          description={t('channels.confirmationHint')}
          checked={values.confirmation}
          onChange={(event) => set({ confirmation: event.target.checked })}
        />
        <NumberInput
          label={t('channels.hours')}
          description={t('channels.hoursHint')}
          min={1}
          max={most_hours}
          allowDecimal={false}
          w={200}
          value={values.hours}
          error={fields['settings.answer_within_hours']}
          onChange={(hours) => set({ hours: Number(hours) || 1 })}
        />
        <Switch
          label={t('channels.replyAddress')}
          description={t('channels.replyAddressHint')}
          checked={values.replyAddress}
          onChange={(event) => set({ replyAddress: event.target.checked })}
        />
        <Switch
          label={t('channels.remoteImages')}
          description={t('channels.remoteImagesHint')}
          checked={values.remoteImages}
          onChange={(event) => set({ remoteImages: event.target.checked })}
        />
        <Switch
          label={t('channels.casePage')}
          description={t('channels.casePageHint')}
          checked={values.casePage}
          onChange={(event) => set({ casePage: event.target.checked })}
        />
        <Select
          label={t('channels.casePageNames')}
          allowDeselect={false}
          w={320}
          data={[
            { value: 'team', label: t('channels.casePageTeam') },
            { value: 'first_name', label: t('channels.casePageFirstName') },
          ]}
          value={values.casePageNames}
          onChange={(chosen) =>
            set({ casePageNames: chosen === 'first_name' ? 'first_name' : 'team' })
          }
        />
      </div>
    </Part>
  );
}
