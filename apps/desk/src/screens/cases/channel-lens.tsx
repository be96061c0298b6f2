import { Icon } from '@earshot/ui/icon.tsx';
import { UnstyledButton } from '@mantine/core';
import type { ReactElement } from 'react';
import { useAction } from '../../actions/action-registry.ts';
import { pick } from '../../actions/pick.ts';
import type { CaseFilter } from '../../api/query-keys.ts';
import { t } from '../../i18n/translate.ts';
import { useGo } from '../../parts/app-link.tsx';
import { channelIcons, channelKinds } from '../../parts/channel-icons.ts';
import { pathTo } from '../../paths.ts';
import styles from './cases-screen.module.css';
import { nameOfFilter } from './use-case-list.ts';

const every = 'every';

/** Says where a list shows one kind of channel only, with the way back; its key asks for one. */
export function ChannelLens({ filter }: { filter: CaseFilter }): ReactElement | null {
  const go = useGo();
  const { channelKind } = filter;
  function show(kind: CaseFilter['channelKind']): void {
    go(pathTo.cases(nameOfFilter({ ...filter, channelKind: kind })));
  }
  async function ask(): Promise<void> {
    const kinds = channelKinds.map((id) => {
      return { id, label: t(`channel.${id}`), icon: channelIcons[id] };
    });
    const picked = await pick({
      title: t('list.channel'),
      items: [{ id: every, label: t('list.everyChannel'), icon: 'cases' }, ...kinds],
      checked: [channelKind ?? every],
    });
    if (picked && 'id' in picked) show(channelKinds.find((kind) => kind === picked.id));
  }
  useAction('list.channel', () => void ask());
  if (channelKind === undefined) return null;
  return (
    <p className={styles['lens']}>
      <Icon name={channelIcons[channelKind]} size={14} />
      <span>{t('list.only', { channel: t(`channel.${channelKind}`) })}</span>
      <UnstyledButton onClick={() => show(undefined)}>{t('list.everyChannel')}</UnstyledButton>
    </p>
  );
}
