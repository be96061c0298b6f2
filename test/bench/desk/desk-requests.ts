import { makeDice, writeTexts } from './bench-words.ts';
import type { Agent, DeskFacts } from './desk-people.ts';
import type { Answer, HttpCaller } from './http-caller.ts';

/** One thing that an agent does; its time is that of all the requests it takes. */
export interface DeskRequest {
  title: string;
  act(caller: HttpCaller, agent: Agent): Promise<Answer[]>;
}

const dice = makeDice(Date.now() % 100_000);

function any<T>(from: readonly T[]): T {
  return from[dice(from.length)] as T;
}

/** What 200 agents do all day, in the parts that they do it. */
export function listDeskRequests(facts: DeskFacts): DeskRequest[] {
  return [...listReads(), ...listSearches(facts), ...listCaseWork(facts)];
}

function listReads(): DeskRequest[] {
  const one = (title: string, query: string): DeskRequest => ({
    title,
    act: async (caller, agent) => [await caller.call(agent, 'GET', `/api/v1/cases?${query}`)],
  });
  const deep = (title: string, query: string): DeskRequest => {
    // A place some way down, the same for everybody; found before anything is measured.
    let path: Promise<string> | null = null;
    return {
      title,
      async act(caller, agent) {
        path ??= findDeepPage(caller, agent, query);
        return [await caller.call(agent, 'GET', await path)];
      },
    };
  };
  return [
    one('list mine', 'view=mine&sort=due'),
    one('list unassigned', 'view=unassigned&sort=due'),
    one('list my teams', 'view=teams&sort=due'),
    one('list waiting', 'view=waiting&sort=newest'),
    one('list held', 'view=held&sort=newest'),
    one('list resolved', 'view=resolved&sort=newest'),
    one('list all', 'view=all&sort=newest'),
    deep('list all, a page deep down', 'view=all&sort=newest'),
    deep('list my teams, a page deep down', 'view=teams&sort=due'),
    {
      title: 'counts of all views and teams',
      act: async (caller, agent) => [await caller.call(agent, 'GET', '/api/v1/case-views')],
    },
  ];
}

async function findDeepPage(caller: HttpCaller, agent: Agent, query: string): Promise<string> {
  const first = `/api/v1/cases?${query}`;
  let path = first;
  for (let page = 0; page < 5; page++) {
    const answer = await caller.call(agent, 'GET', `${path}&limit=200`);
    const { next_cursor: next } = JSON.parse(answer.body.toString()) as {
      next_cursor: string | null;
    };
    if (next === null) break;
    path = `${first}&cursor=${encodeURIComponent(next)}`;
  }
  return path;
}

function listSearches(facts: DeskFacts): DeskRequest[] {
  const { rareWords } = writeTexts();
  const frequent = [
    'Rechnung',
    'Kundendienst',
    'Wasserkocher',
    'guarantee',
    'replacement',
    'Termin',
  ];
  const pairs = ['Rechnung Wasserkocher', 'kettle gasket', 'Kundendienst Kassel', 'Foto Toaster'];
  const parts = ['dichtung', 'pumpe', 'stecker', 'ventil', 'schlauch', 'anzeige'];
  const search = (title: string, write: () => string): DeskRequest => ({
    title: `search ${title}`,
    act: async (caller, agent) => [
      await caller.call(agent, 'GET', `/api/v1/cases?sort=newest&q=${encodeURIComponent(write())}`),
    ],
  });
  return [
    search('a rare word', () => any(rareWords)),
    search('a frequent word', () => any(frequent)),
    search('two words', () => any(pairs)),
    search('a case number', () => `#${any(facts.caseNumbers)}`),
    search('part of a name', () => any(facts.contactNames).slice(0, -2)),
    search('part of a German compound', () => any(parts)),
    search('an address', () => any(facts.contactAddresses)),
  ];
}

function listCaseWork({ openCaseIds, anyCaseIds }: DeskFacts): DeskRequest[] {
  const open = (title: string, ids: readonly string[]): DeskRequest => ({
    title,
    act(caller, agent) {
      const path = `/api/v1/cases/${any(ids)}`;
      return Promise.all([
        caller.call(agent, 'GET', path),
        caller.call(agent, 'GET', `${path}/timeline`),
      ]);
    },
  });
  return [
    open('open a case and its timeline', openCaseIds),
    open('open an old case and its timeline', anyCaseIds),
    {
      title: 'reply',
      act: async (caller, agent) => [
        await caller.call(agent, 'POST', `/api/v1/cases/${any(openCaseIds)}/replies`, {
          text: 'Guten Tag,\n\ndas Ersatzteil ist heute an Sie unterwegs.',
          undo_seconds: 60,
          status: 'open',
        }),
      ],
    },
    {
      title: 'note',
      act: async (caller, agent) => [
        await caller.call(agent, 'POST', `/api/v1/cases/${any(openCaseIds)}/notes`, {
          text: 'Die Werkstatt prüft das Gerät am Dienstag.',
        }),
      ],
    },
  ];
}

/** A change that every desk hears of: a note or another priority. */
export function changeSomething(
  caller: HttpCaller,
  agent: Agent,
  facts: DeskFacts,
): Promise<Answer> {
  const path = `/api/v1/cases/${any(facts.openCaseIds)}`;
  if (dice(2) === 0) return caller.call(agent, 'POST', `${path}/notes`, { text: 'Ist in Arbeit.' });
  const tags = [`tag ${dice(1_000)}`, `tag ${dice(1_000)}`];
  return caller.call(agent, 'PATCH', path, { tags });
}
