import { decodeQuoted } from '@earshot/testkit/mail/decode-quoted.ts';
import { claimProduct, type ClaimedProduct } from '@earshot/testkit/product/claim-product.ts';
import { employ, receiveCase, type Staff } from '@earshot/testkit/product/staff-desk.ts';
import { type Product, startProduct } from '@earshot/testkit/product/start-product.ts';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';

const WAIT = { timeout: 30_000, interval: 100 };
const day_ms = 86_400_000;
const spain = 'es-ley-10-2025';

let product: Product;
let claimed: ClaimedProduct;
let ito: Staff;
let workshop: string;

beforeAll(async () => {
  product = await startProduct();
  claimed = await claimProduct(product);
  ito = await employ(claimed, { name: 'Kenji Ito', role: 'supervisor', email: 'ito@falk.example' });
  const body = { name: 'Taller', member_ids: [ito.id] };
  workshop = (await claimed.client.call('createTeam', { body })).id;
  await claimed.client.call('createPackApplication', { params: { packId: spain } });
});
afterAll(() => product?.stop());

/** The newest mail to the contact with these words, as they read it. */
async function mailWith(address: string, words: RegExp): Promise<string> {
  const look = () =>
    product.sink.mails
      .filter(({ to }) => to.includes(address))
      .map(({ raw }) => decodeQuoted(raw))
      .findLast((text) => words.test(text));
  await expect.poll(() => look() !== undefined, WAIT).toBe(true);
  return look() as string;
}

/** The page behind the link of a mail, as somebody with this browser sees it. */
async function readPage(mail: string, language: string): Promise<string> {
  const path = /https?:\/\/[^\s"<>]+?(\/c\/[\w-]{43})/.exec(mail)?.[1] ?? '';
  const answer = await fetch(product.url + path, { headers: { 'accept-language': language } });
  return (await answer.text()).replaceAll(/\s+/g, ' ');
}

interface Spoken {
  language: 'es' | 'pt';
  address: string;
  name: string;
  subject: string;
  text: string;
  confirmed: RegExp;
  promised: RegExp;
  line: string;
  transferred: RegExp;
  moved: RegExp;
  because: string;
  page: readonly string[];
}

const spoken: readonly Spoken[] = [
  {
    language: 'es',
    address: 'carmen@ruiz.example',
    name: 'Carmen Ruiz',
    subject: 'El hervidor no calienta',
    text: 'Buenos días:\nMi hervidor ya no calienta y quiero presentar una reclamación. ¿Cuándo me responden?\nUn saludo,\nCarmen Ruiz',
    confirmed: /Hemos recibido su mensaje y es el caso #\d+/,
    promised:
      /Recibirá la respuesta de una persona a más tardar el \p{L}+, \d+ de \p{L}+ de 20\d\d/u,
    line: 'Vea su caso y a qué nos hemos comprometido',
    transferred: /Su asunto «El hervidor no calienta» .* lo lleva ahora el equipo Taller/,
    moved: /Necesitamos hasta el \p{L}+, \d+ de \p{L}+ de 20\d\d/u,
    because: 'falta una pieza',
    page: [
      'lang="es"',
      'A qué nos hemos comprometido',
      'Lo lleva',
      'Responda aquí',
      'falta una pieza',
    ],
  },
  {
    language: 'pt',
    address: 'joao@matos.example',
    name: 'João Matos',
    subject: 'O jarro não aquece',
    text: 'Bom dia,\no meu jarro elétrico já não aquece e quero apresentar uma reclamação. Quando me respondem?\nCumprimentos,\nJoão Matos',
    confirmed: /recebemos a sua mensagem, que é o processo #\d+/,
    promised: /Receberá a resposta de uma pessoa até \p{L}[\p{L}-]+, \d+ de \p{L}+ de 20\d\d/u,
    line: 'Veja o seu processo e com o que nos comprometemos',
    transferred: /o seu assunto «O jarro não aquece» .* está agora com a equipa Taller/,
    moved: /Precisamos de tempo até \p{L}[\p{L}-]+, \d+ de \p{L}+ de 20\d\d/u,
    because: 'falta uma peça',
    page: [
      'lang="pt"',
      'Com o que nos comprometemos',
      'Está com',
      'Responda aqui',
      'falta uma peça',
    ],
  },
];

describe.each(spoken)('who writes in $language to an English mailbox', (one) => {
  let caseId: string;

  test('is confirmed, promised a time and shown the way in that language', async () => {
    const { address, name, subject, text } = one;
    caseId = (await receiveCase(claimed, { from: `${name} <${address}>`, subject, text })).id;
    const mail = await mailWith(address, one.confirmed);
    expect(mail).toMatch(one.promised);
    expect(mail).toContain(one.line);
    expect(mail).not.toMatch(/Hello|you need|What happens next/);
    const { contact } = await ito.client.call('getCase', { params: { caseId } });
    const { locale } = await ito.client.call('getContact', { params: { contactId: contact!.id } });
    expect(locale).toBe(one.language);
  });

  test('is told in it that the case goes to another team', async () => {
    const body = { to_team_id: workshop, reason: 'defect', undo_seconds: 0 };
    await ito.client.call('createCaseTransfer', { params: { caseId }, body });
    expect(await mailWith(one.address, one.transferred)).toMatch(one.promised);
  });

  test('is told in it, before the promise breaks, that we need longer', async () => {
    const { promises } = await ito.client.call('getCase', { params: { caseId } });
    const owed = promises.find(({ kind, state }) => kind === 'first_answer' && state === 'open');
    expect(owed?.language).toBe(one.language);
    const due_at = new Date(Date.now() + 4 * day_ms).toISOString();
    const body = { due_at, because: one.because, undo_seconds: 0 };
    const params = { caseId, promiseId: owed!.id };
    await ito.client.call('createPromiseRenegotiation', { params, body });
    expect(await mailWith(one.address, one.moved)).toContain(one.because);
  });

  test('reads the page of the case in it, whatever the browser speaks', async () => {
    const page = await readPage(await mailWith(one.address, one.moved), 'de');
    for (const words of one.page) expect(page).toContain(words);
    expect(page).toMatch(one.promised);
  });
});

test('whose browser asks for Spanish or Portuguese reads in it that a link leads nowhere', async () => {
  const words = { es: 'Este enlace no lleva a ningún caso', pt: 'Esta ligação não leva a nenhum' };
  for (const [language, said] of Object.entries(words)) {
    expect(await readPage(`https://falk.example/c/${'x'.repeat(43)}`, language)).toContain(said);
  }
});

test('the pack of Spain counts an answer in the language of the contact, and finds one that is not', async () => {
  const answer = async (address: string, subject: string, text: string) => {
    const mail = { from: address, subject, text: spoken[0]!.text };
    const { id: caseId } = await receiveCase(claimed, mail);
    await ito.client.call('updateCase', { params: { caseId }, body: { tags: ['reclamación'] } });
    const body = { text, send_anyway: true, undo_seconds: 0 };
    await ito.client.call('createCaseReply', { params: { caseId }, body });
    return caseId;
  };
  const readDuty = async () => {
    const report = await claimed.client.call('getPackReadiness', { params: { packId: spain } });
    return report.items.find(({ id }) => id === 'language_of_contact')!;
  };
  expect(await readDuty()).toMatchObject({ state: 'no_cases' });
  const inSpanish =
    'Buenos días: le enviamos hoy un hervidor nuevo, porque el suyo tiene un defecto.';
  await answer('ana@soto.example', 'Reclamación A', inSpanish);
  expect(await readDuty()).toMatchObject({ state: 'met', figures: { cases: 1, not_met: 0 } });
  const inEnglish = 'Hello, we are sending you a new kettle today, because yours has a defect.';
  const wrong = await answer('luis@soto.example', 'Reclamación B', inEnglish);
  const missed = await readDuty();
  expect(missed).toMatchObject({ state: 'not_met', figures: { cases: 2, not_met: 1 } });
  expect(missed.cases.map(({ id }) => id)).toEqual([wrong]);
});

test('an answer in the wrong language is seen before it goes out; one in Spanish is let be', async () => {
  const { items } = await ito.client.call('listCases', { query: { sort: 'newest' } });
  const caseId = items.find(({ subject }) => subject === spoken[0]!.subject)!.id;
  const look = async (text: string) => {
    const body = { text, occasion: 'reply' as const };
    const { items: seen } = await ito.client.call('createReplyCheck', { params: { caseId }, body });
    return seen.map(({ rule, text: said }) => ({ rule, said }));
  };
  expect(
    await look('Hello, we will send you a new kettle by Friday, and you need do nothing.'),
  ).toContainEqual({
    rule: 'wrong_language',
    said: 'The contact wrote in Spanish, the reply is in English.',
  });
  const spanish =
    'Buenos días: le enviamos un hervidor nuevo, lo tendrá el viernes con usted en casa.';
  expect(await look(spanish)).toEqual([]);
});
