import type { MentionOptions } from '@tiptap/extension-mention';
import { matchItems } from '@earshot/ui/match-items.ts';
import type { MentionMenu } from './mention-list.tsx';

export interface Person {
  id: string;
  name: string;
}

const most_people = 6;

/** The people whose name fits what was typed behind the @, best first. */
export function findPeople(people: readonly Person[], typed: string): Person[] {
  const items = people.map(({ id, name }) => ({ id, label: name }));
  return matchItems(items, typed)
    .slice(0, most_people)
    .map(({ id, label }) => ({ id, name: label }));
}

/** Shows who can be mentioned while a name is typed behind an @. */
export function makeMentionSuggestion(
  people: () => readonly Person[],
  show: (menu: MentionMenu | null) => void,
): MentionOptions['suggestion'] {
  let menu: MentionMenu | null = null;
  function put(next: MentionMenu | null): void {
    menu = next;
    show(next);
  }
  function choose(index: number): boolean {
    const person = menu?.people[index];
    if (person) menu?.onChoose(person);
    return person !== undefined;
  }
  return {
    char: '@',
    allowSpaces: false,
    items: ({ query }) => findPeople(people(), query),
    render: () => ({
      onStart: ({ items, command, clientRect }) =>
        put({
          people: items as Person[],
          active: 0,
          place: clientRect?.() ?? null,
          onChoose: ({ id, name }) => command({ id, label: name }),
        }),
      onUpdate: ({ items, command, clientRect }) =>
        put({
          people: items as Person[],
          active: 0,
          place: clientRect?.() ?? null,
          onChoose: ({ id, name }) => command({ id, label: name }),
        }),
      onKeyDown: ({ event }) => {
        if (menu === null) return false;
        const count = menu.people.length;
        if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
          const step = event.key === 'ArrowDown' ? 1 : -1;
          if (count > 0) put({ ...menu, active: (menu.active + step + count) % count });
          return true;
        }
        if (event.key === 'Enter' || event.key === 'Tab') return choose(menu.active);
        if (event.key !== 'Escape') return false;
        event.stopPropagation();
        put(null);
        return true;
      },
      onExit: () => put(null),
    }),
  };
}
