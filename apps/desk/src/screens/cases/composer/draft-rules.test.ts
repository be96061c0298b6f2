import type { Attachment } from '@earshot/contract/message-contract.ts';
import type { Draft } from '@earshot/contract/reply-contract.ts';
import { describe, expect, test } from 'vitest';
import {
  chooseDraft,
  emptyDraft,
  joinDrafts,
  replaceUploads,
  restoreReturned,
  type ShelvedDraft,
} from './draft-rules.ts';

const before = '2026-11-20T11:00:00.000Z';
const noon = '2026-11-20T12:00:00.000Z';
const later = '2026-11-20T12:05:00.000Z';

function saved(html: string, updated_at = noon): Draft {
  return { ...emptyDraft, kind: 'reply', html, version: 1, updated_at };
}

function shelved(html: string, base: string | null, changedAt = noon): ShelvedDraft {
  return { value: { ...emptyDraft, html }, base, changedAt };
}

describe('[L15] a draft', () => {
  test('that only this device has is shown and saved', () => {
    const choice = chooseDraft(null, shelved('<p>a</p>', null));
    expect(choice).toMatchObject({ value: { html: '<p>a</p>' }, unsaved: true, kept: null });
  });

  test('that was typed on from the version of the server replaces it', () => {
    const choice = chooseDraft(saved('<p>a</p>', later), shelved('<p>ab</p>', later, noon));
    expect(choice).toMatchObject({ value: { html: '<p>ab</p>' }, unsaved: true, kept: null });
  });

  test('changed on two devices: the newest is shown, the other kept', () => {
    const mine = chooseDraft(saved('<p>there</p>', noon), shelved('<p>here</p>', before, later));
    expect(mine).toMatchObject({
      value: { html: '<p>here</p>' },
      kept: { html: '<p>there</p>' },
      unsaved: true,
    });
    const theirs = chooseDraft(saved('<p>there</p>', later), shelved('<p>here</p>', before, noon));
    expect(theirs).toMatchObject({
      value: { html: '<p>there</p>' },
      kept: { html: '<p>here</p>' },
      unsaved: false,
    });
  });

  test('that says nothing is not kept', () => {
    expect(chooseDraft(saved('<p></p>', noon), shelved('<p>a</p>', before, later)).kept).toBeNull();
  });

  test('taken back from sending stands above what was begun meanwhile', () => {
    const returned = { ...emptyDraft, html: '<p>sent</p>', cc: ['a@b.example'] };
    const begun = { ...emptyDraft, html: '<p>next</p>' };
    expect(joinDrafts(returned, begun)).toMatchObject({
      html: '<p>sent</p><p>next</p>',
      cc: ['a@b.example'],
    });
    expect(joinDrafts(returned, emptyDraft)).toBe(returned);
  });

  test('taken back after a reload comes without the signature and with its pictures', () => {
    const copy = { id: 'bbbbbbbb-0000-7000-8000-000000000002', content_id: 'x@earshot' };
    const html = '<p>Hi <img src="cid:x@earshot"></p>\n<p>-- <br>Ito<br>Falk</p>';
    const value = { ...emptyDraft, html, attachments: [copy as Attachment] };
    expect(restoreReturned(value, '-- \nIto\nFalk').html).toBe(
      `<p>Hi <img src="/api/v1/attachments/${copy.id}/content?inline=true"></p>`,
    );
    expect(restoreReturned(value, '-- \nBrandt').html).toContain('Ito');
  });

  test('taken back from sending shows its pictures and files again', () => {
    const old = { id: 'aaaaaaaa-0000-7000-8000-000000000001', sha256: 'x' } as Attachment;
    const copy = { id: 'bbbbbbbb-0000-7000-8000-000000000002', sha256: 'x' } as Attachment;
    const html = `<p><img src="/api/v1/attachments/${old.id}/content?inline=true"></p>`;
    const found = replaceUploads({ ...emptyDraft, html, attachments: [old] }, [copy]);
    expect(found.attachments).toEqual([copy]);
    expect(found.html).toContain(copy.id);
  });
});
