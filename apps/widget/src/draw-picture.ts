import { el } from './draw.ts';

/** A picture is shown no wider than the bubble and no higher than half a phone. */
const previewWidth_px = 240;
const previewHeight_px = 200;

/** On a canvas, because a picture from a blob would need a place in the page's security policy. */
export async function drawPicture(blob: Blob): Promise<HTMLCanvasElement> {
  const picture = await createImageBitmap(blob);
  const scale = Math.min(1, previewWidth_px / picture.width, previewHeight_px / picture.height);
  const dense = Math.min(2, devicePixelRatio);
  const canvas = el('canvas', {
    width: Math.round(picture.width * scale * dense),
    height: Math.round(picture.height * scale * dense),
    'aria-hidden': 'true',
  });
  canvas.style.width = `${Math.round(picture.width * scale)}px`;
  canvas.getContext('2d')?.drawImage(picture, 0, 0, canvas.width, canvas.height);
  picture.close();
  return canvas;
}
