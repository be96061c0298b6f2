// Before the first paint: the theme and the language that were chosen on this device, and an ear
// for the key of the palette until the desk has its own (early-key.ts).
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
  addEventListener('keydown', function (event) {
    var held = (event.ctrlKey || event.metaKey) && !event.altKey && !event.shiftKey;
    if (root.dataset.earlyKey === 'over' || !held || event.key.toLowerCase() !== 'k') return;
    event.preventDefault();
    root.dataset.earlyKey = 'mod+k';
  });
})();
