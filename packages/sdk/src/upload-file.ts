import type { Attachment } from '@earshot/contract/message-contract.ts';
import { parseProblem, unreachable } from './api-error.ts';
import type { Client } from './client.ts';

export interface UploadInput {
  file: Blob;
  fileName: string;
  /** Called with the share that has left the browser, 0 to 1. */
  onProgress?: (share: number) => void;
  signal?: AbortSignal;
}

/** Uploads one file by XMLHttpRequest, which alone can tell progress; throws ApiError. */
export function uploadFile(client: Client, input: UploadInput): Promise<Attachment> {
  const { file, fileName, onProgress, signal } = input;
  const query = { file_name: fileName, mime_type: file.type || 'application/octet-stream' };
  const address = client.url('createUpload', { query, body: '' });
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open('POST', address);
    for (const [name, value] of Object.entries(client.headers('POST'))) {
      request.setRequestHeader(name, value);
    }
    request.setRequestHeader('content-type', 'application/octet-stream');
    request.upload.addEventListener('progress', (event) => {
      if (event.lengthComputable) onProgress?.(event.loaded / event.total);
    });
    request.addEventListener('load', () => {
      if (request.status >= 200 && request.status < 300) {
        resolve(JSON.parse(request.responseText) as Attachment);
        return;
      }
      const retryAfter = request.getResponseHeader('retry-after');
      reject(parseProblem(request.status, request.responseText, retryAfter));
    });
    request.addEventListener('error', (event) => reject(unreachable(event)));
    request.addEventListener('abort', () => reject(signal?.reason ?? unreachable(null)));
    signal?.addEventListener('abort', () => request.abort(), { once: true });
    request.send(file);
  });
}
