import type { PickerItem } from '@earshot/ui/match-items.ts';
import { Picker } from '@earshot/ui/picker.tsx';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useDeferredValue, useState, type ReactElement } from 'react';
import { getAction, type ActionId } from '../actions/action-list.ts';
import { runAction, useReadyActions } from '../actions/action-registry.ts';
import { client } from '../api/desk-client.ts';
import { t } from '../i18n/translate.ts';
import { useGo } from '../parts/app-link.tsx';
import { contactName } from '../parts/contact-name.ts';
import { pathTo } from '../paths.ts';

/** From this many letters on cases and contacts are looked up as well. */
const shortestQuery_letters = 2;
const found_rows = 6;
/** What concerns the case comes first. */
const groups = ['case', 'list', 'go', 'general'];

/** Cases and contacts for what is typed. */
function useFound(query: string, opened: boolean): PickerItem[] {
  const wanted = query.length >= shortestQuery_letters;
  const { data } = useQuery({
    queryKey: ['palette', query],
    enabled: opened && wanted,
    queryFn: async ({ signal }) => {
      const [cases, contacts] = await Promise.all([
        client.call('listCases', { query: { q: query, limit: found_rows }, signal }),
        client.call('listContacts', { query: { q: query, limit: found_rows }, signal }),
      ]);
      return { cases: cases.items, contacts: contacts.items };
    },
    placeholderData: keepPreviousData,
  });
  if (!wanted || data === undefined) return [];
  const cases = data.cases.map((row) => ({
    id: `path:${pathTo.case(row.number)}`,
    label: row.subject,
    detail: `#${row.number} · ${row.contact?.name ?? ''}`,
    icon: 'cases' as const,
    always: true,
  }));
  const contacts = data.contacts.map((row) => ({
    id: `path:${pathTo.contact(row.id)}`,
    label: contactName(row.name, row.main_point),
    detail: row.main_point ?? undefined,
    icon: 'contacts' as const,
    always: true,
  }));
  return [...cases, ...contacts];
}

/** Everything that can be done now, and every case and contact, by typing. */
export function CommandPalette({
  opened,
  onClose,
}: {
  opened: boolean;
  onClose: () => void;
}): ReactElement {
  const go = useGo();
  const ready = useReadyActions();
  const [typed, setTyped] = useState('');
  const query = useDeferredValue(typed.trim());
  const found = useFound(query, opened);
  const actions: PickerItem[] = ready
    .filter((id) => id !== 'palette.open')
    .toSorted((a, b) => groups.indexOf(getAction(a).group) - groups.indexOf(getAction(b).group))
    .map((id) => {
      const { label, icon, keys, group } = getAction(id);
      return { id: `action:${id}`, label: t(label), icon, keys, group: t(`keys.${group}`) };
    });
  function choose(id: string): void {
    onClose();
    setTyped('');
    const [kind, rest] = [id.slice(0, id.indexOf(':')), id.slice(id.indexOf(':') + 1)];
    if (kind === 'path') go(rest);
    // After the dialog has given the focus back, so that the deed may move it.
    else setTimeout(() => runAction(rest as ActionId));
  }

  return (
    <Picker
      opened={opened}
      title={t('action.palette')}
      placeholder={t('palette.placeholder')}
      items={[...actions, ...found]}
      emptyText={t('picker.empty')}
      onQuery={setTyped}
      onChoose={choose}
      onClose={() => {
        setTyped('');
        onClose();
      }}
    />
  );
}
