declare module 'catalogue:en' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
declare module 'catalogue:de' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
declare module 'catalogue:en/settings' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
declare module 'catalogue:de/settings' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
