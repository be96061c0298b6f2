declare module 'virtual:catalogue/en' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
declare module 'virtual:catalogue/de' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
declare module 'virtual:catalogue/en/settings' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
declare module 'virtual:catalogue/de/settings' {
  import type { Messages } from '@lingui/core';
  export const messages: Messages;
}
