import { createTheme, Drawer, Menu, Modal, Popover, Tooltip } from '@mantine/core';

const quick = { duration: 140 };

/**
 * The theme of Mantine's components. Colours and sizes are static CSS (mantine-tokens.css), and no
 * component may add a style element: that keeps `style-src 'self'` possible.
 */
export const theme = createTheme({
  primaryColor: 'blue',
  defaultRadius: 'sm',
  cursorType: 'pointer',
  respectReducedMotion: true,
  fontFamily: 'var(--font)',
  components: {
    Modal: Modal.extend({
      defaultProps: { lockScroll: false, centered: false, yOffset: '12vh', transitionProps: quick },
    }),
    ModalRoot: Modal.Root.extend({
      defaultProps: { lockScroll: false, yOffset: '12vh', transitionProps: quick },
    }),
    Drawer: Drawer.extend({ defaultProps: { lockScroll: false, transitionProps: quick } }),
    Menu: Menu.extend({
      defaultProps: {
        shadow: 'md',
        position: 'bottom-start',
        transitionProps: quick,
        withinPortal: false,
        withInitialFocusPlaceholder: false,
      },
    }),
    Popover: Popover.extend({ defaultProps: { shadow: 'md', transitionProps: quick } }),
    Tooltip: Tooltip.extend({
      defaultProps: {
        openDelay: 450,
        closeDelay: 0,
        events: { hover: true, focus: true, touch: false },
        transitionProps: quick,
      },
    }),
  },
});
