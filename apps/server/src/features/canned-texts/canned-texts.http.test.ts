import * as contract from '@earshot/contract/canned-text-contract.ts';
import { listAuditEntries } from '@earshot/contract/key-contract.ts';
import { seedCase } from '@earshot/testkit/world/seed-cases.ts';
import { contacts } from '@earshot/testkit/world/named-world.ts';
import { openTestDesk } from '@earshot/testkit/world/open-test-desk.ts';
import { expect, test } from 'vitest';

const { app, desk } = await openTestDesk();

let count = 0;
type Input = Parameters<typeof desk.ito.call<typeof contract.createCannedText>>[1]['body'];
const body = (change: Partial<Input> = {}): Input => ({
  shortcut: `gruss-${++count}`,
  name: 'Gruß',
  team_id: desk.serviceTeamId,
  texts: { de: 'Guten Tag {contact}, zu {case}: {promise} Ihr {member}', en: '' },
  ...change,
});
const texts = (who: typeof desk.ito) => who.call(contract.listCannedTexts);

test('an agent keeps words for their team and writes them filled in for the case', async () => {
  const input = body();
  const kept = await desk.ito.call(contract.createCannedText, { body: input });
  expect(kept).toMatchObject({ shortcut: input.shortcut, mine: true, findings: [] });
  const { accountId, channelId, serviceTeamId: teamId } = desk;
  const { caseId, number } = await seedCase(app.db, { accountId, channelId, teamId });
  const { items } = await desk.ito.call(contract.listCaseCannedTexts, { params: { caseId } });
  expect(items.find(({ id }) => id === kept.id)).toMatchObject({
    language: 'de',
    text: `Guten Tag ${contacts.vogt.name}, zu #${number}: Eine Antwort. Ihr ${desk.ito.name}`,
  });
  const changed = await desk.ito.call(contract.updateCannedText, {
    params: { cannedTextId: kept.id },
    body: { ...input, name: 'Anrede', texts: { de: '', en: 'Hello {contact}' } },
  });
  expect(changed).toMatchObject({ name: 'Anrede', texts: { de: '', en: 'Hello {contact}' } });
});

test('removed words come back by undo, unless their shortcut was given away', async () => {
  const input = body();
  const { id: cannedTextId } = await desk.ito.call(contract.createCannedText, { body: input });
  const params = { cannedTextId };
  await desk.ito.call(contract.deleteCannedText, { params });
  expect((await texts(desk.ito)).items.map(({ id }) => id)).not.toContain(cannedTextId);
  expect((await desk.ito.send(contract.deleteCannedText, { params })).status).toBe(404);
  expect((await desk.ito.send(contract.updateCannedText, { params, body: input })).status).toBe(
    404,
  );
  const back = await desk.ito.call(contract.createCannedTextRestoration, { params });
  expect(back.id).toBe(cannedTextId);
  await desk.ito.call(contract.createCannedTextRestoration, { params });
  await desk.ito.call(contract.deleteCannedText, { params });
  await desk.ito.call(contract.createCannedText, { body: input });
  const taken = await desk.ito.send(contract.createCannedTextRestoration, { params });
  expect(taken).toMatchObject({ status: 409, body: { code: 'canned_shortcut_taken' } });
  const { items } = await desk.admin.call(listAuditEntries, { query: {} });
  const acts = items.filter((one) => one.subject_id === cannedTextId).map((one) => one.action);
  expect(acts.toSorted()).toEqual([
    'canned_text.created',
    'canned_text.deleted',
    'canned_text.deleted',
    'canned_text.restored',
  ]);
});

test('the reply check looks at them and knows their placeholders', async () => {
  const referring = 'Bitte wenden Sie sich an unsere Hotline. {contact} {unbekannt}';
  const kept = await desk.weber.call(contract.createCannedText, {
    body: body({ team_id: null, texts: { de: referring, en: '' } }),
  });
  expect(kept.findings.map(({ rule, field }) => `${field} ${rule}`)).toEqual(
    expect.arrayContaining(['texts.de referral', 'texts.de placeholder_left']),
  );
  const left = kept.findings.filter(({ rule }) => rule === 'placeholder_left');
  expect(left.flatMap(({ words }) => words)).toEqual(['{unbekannt}']);
});

test('bad input is refused and says where', async () => {
  const send = (change: Partial<Input>) =>
    desk.weber.send(contract.createCannedText, { body: body(change) });
  for (const change of [
    { shortcut: 'mit leer' },
    { shortcut: '' },
    { name: ' ' },
    { texts: { de: '', en: ' ' } },
    { texts: { de: 'x'.repeat(5_001), en: '' } },
    { team_id: desk.stranger.memberId },
  ]) {
    expect((await send(change)).status).toBe(400);
  }
  const { shortcut } = await desk.weber.call(contract.createCannedText, { body: body() });
  expect(await send({ shortcut })).toMatchObject({ body: { code: 'canned_shortcut_taken' } });
  expect((await send({ shortcut, team_id: null })).status).toBe(201);
});

test('nobody sees or changes those of other teams and accounts, or without being of the desk', async () => {
  const complaints = body({ team_id: desk.complaintsTeamId });
  const { id: cannedTextId } = await desk.brandt.call(contract.createCannedText, {
    body: complaints,
  });
  const params = { cannedTextId };
  expect((await texts(desk.ito)).items.map(({ id }) => id)).not.toContain(cannedTextId);
  expect((await texts(desk.weber)).items.map(({ id }) => id)).toContain(cannedTextId);
  const change = { params, body: complaints };
  for (const who of [desk.ito, desk.stranger]) {
    expect((await who.send(contract.updateCannedText, change)).status).toBe(404);
    expect((await who.send(contract.deleteCannedText, { params })).status).toBe(404);
    expect((await who.send(contract.createCannedTextRestoration, { params })).status).toBe(404);
  }
  for (const teamId of [null, desk.complaintsTeamId]) {
    const wish = { body: body({ team_id: teamId }) };
    expect((await desk.ito.send(contract.createCannedText, wish)).status).toBe(403);
  }
  expect((await desk.okoye.send(contract.listCannedTexts)).status).toBe(403);
  expect((await desk.okoye.send(contract.createCannedText, { body: complaints })).status).toBe(403);
  expect((await desk.nobody.send(contract.listCannedTexts)).status).toBe(401);
  const reader = await app.key(desk.admin, ['account:read']);
  expect((await reader.send(contract.createCannedText, { body: complaints })).status).toBe(403);
  const { accountId, channelId, complaintsTeamId: teamId } = desk;
  const { caseId } = await seedCase(app.db, { accountId, channelId, teamId });
  const hidden = { params: { caseId } };
  expect((await desk.ito.send(contract.listCaseCannedTexts, hidden)).status).toBe(404);
  expect((await desk.stranger.send(contract.listCaseCannedTexts, hidden)).status).toBe(404);
});
