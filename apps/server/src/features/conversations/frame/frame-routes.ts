import { MINUTE_MS } from '@earshot/contract/durations.ts';
import * as contract from '@earshot/contract/message-contract.ts';
import type { Actor } from '../../../platform/actor.ts';
import type { Clock } from '../../../platform/clock.ts';
import type { Database } from '../../../platform/db/database.ts';
import { notFound, Refused } from '../../../platform/errors.ts';
import { anybody, route, type Route } from '../../../platform/http/route.ts';
import { OutsideFailed, type OutsideRules } from '../../../platform/web/fetch-outside.ts';
import { createRequestMeter } from '../../../platform/web/request-meter.ts';
import { parseMediaType } from '../attachment-rules.ts';
import type { AssertCaseReadable } from '../attachment-routes.ts';
import { type FrameRow, getFrameMessage, getMessageHeaders } from './frame-views.ts';
import { listRemoteImages } from './read-safe-html.ts';
import { createRemoteImages, type RemoteImage } from './remote-image-cache.ts';
import { frameContentSecurity, renderFrame } from './render-frame.ts';

export interface FrameDeps {
  readonly clock: Clock;
  readonly canReadCase: AssertCaseReadable;
  /** Only for tests, whose outside is the own machine. */
  readonly outsideRules?: OutsideRules;
}

/** A newsletter has up to 60 pictures; five of them a minute is reading, more is a program. */
const imagesPerMinute = 300;
const imageKept_seconds = 24 * 60 * 60;

/** A message as the desk shows it: its frame, pictures from outside, header lines. */
export function frameRoutes(deps: FrameDeps): Route[] {
  const images = createRemoteImages(deps.clock, deps.outsideRules);
  const meter = createRequestMeter(imagesPerMinute, MINUTE_MS);
  return [
    route(contract.getMessageFrame, anybody, async ({ actor, db, params, query }) => {
      const row = await getReadableFrame(db, actor, params.messageId, deps.canReadCase);
      const wish = {
        locale: actor.locale,
        theme: query.theme,
        loadsRemoteImages: query.images === 'remote' && row.allows_remote_images,
        opensFolds: query.folded === 'open',
      };
      const headers = { 'content-security-policy': frameContentSecurity };
      return { raw: renderFrame(frameMessageOf(row), wish), headers };
    }),
    route(contract.getRemoteImage, anybody, async ({ actor, db, params }) => {
      if (!meter.take(actor.id, deps.clock.now().getTime())) throw tooManyImages();
      const row = await getReadableFrame(db, actor, params.messageId, deps.canReadCase);
      if (!row.allows_remote_images) throw remoteImagesOff();
      const address = listRemoteImages(row.body_html ?? '')[params.imageIndex];
      if (address === undefined) throw notFound('picture');
      return answerImage(await images.get(actor.accountId, address).catch(refuseImage));
    }),
    route(contract.getMessageHeaders, anybody, ({ actor, db, params }) =>
      db.withAccount(actor.accountId, async (tx) => {
        const found = await getMessageHeaders(tx, params.messageId);
        await deps.canReadCase(tx, actor, found.case_id);
        return { headers: found.headers };
      }),
    ),
  ];
}

function getReadableFrame(
  db: Database,
  actor: Actor,
  messageId: string,
  canReadCase: AssertCaseReadable,
): Promise<FrameRow> {
  return db.withAccount(actor.accountId, async (tx) => {
    const row = await getFrameMessage(tx, messageId);
    await canReadCase(tx, actor, row.case_id);
    return row;
  });
}

function frameMessageOf(row: FrameRow) {
  const shown = row.pictures.filter(({ mime_type: type }) =>
    /^image\/(?:png|jpeg|gif|webp|avif)$/.test(parseMediaType(type)),
  );
  return {
    id: row.id,
    subject: row.subject,
    language: row.language,
    text: row.body_text,
    html: row.body_html,
    folded: row.folded,
    pictures: new Map(shown.map((one) => [one.content_id.toLowerCase(), one.id])),
  };
}

function answerImage(image: RemoteImage) {
  return {
    raw: image.bytes,
    headers: {
      'content-type': image.type,
      'content-disposition': 'inline',
      'content-security-policy': "sandbox; default-src 'none'",
      'cache-control': `private, max-age=${imageKept_seconds}`,
    },
  };
}

function refuseImage(error: unknown): never {
  if (!(error instanceof OutsideFailed)) throw error;
  throw new Refused('remote_image_refused', `The picture was not fetched. ${error.message}`, {
    status: 422,
    facts: { fault: error.fault },
  });
}

function tooManyImages(): Refused {
  const detail = `More than ${imagesPerMinute} pictures in a minute. Wait a moment and go on.`;
  return new Refused('too_many_requests', detail, { status: 429 });
}

function remoteImagesOff(): Refused {
  const detail =
    'This channel never loads pictures from outside, so that senders do not learn who reads. ' +
    'An administrator can change that in the settings of the channel.';
  return new Refused('remote_images_off', detail, { status: 403 });
}
