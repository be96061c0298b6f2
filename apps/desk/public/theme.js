// Before the first paint: the theme and the language that were chosen on this device.
(function () {
  var root = document.documentElement;
  var theme = null;
  try {
    theme = localStorage.getItem('mantine-color-scheme-value');
    root.lang = localStorage.getItem('earshot.locale') || root.lang;
  } catch (error) {
    root.dataset.storage = 'off';
  }
  var dark =
    theme === 'dark' || (theme !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  root.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
