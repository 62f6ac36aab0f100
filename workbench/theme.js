// theme.js
//
// Decides between light and dark before the first paint, so that the page never flashes in the other one: the
// remembered choice, otherwise what the system wishes, now and when it changes.
//
// Used by   index.html, as a plain script in <head>: a module would run too late.
// Traps     The key is the one kept.js writes for "theme"; frame/theme_toggle.js writes it and sets the same attribute.
{
  const wish = matchMedia("(prefers-color-scheme: dark)");
  const remembered = () => {
    try {
      return JSON.parse(localStorage.getItem("reverie.theme"));
    } catch (problem) {
      console.warn("workbench: no remembered theme:", problem.message);
      return null;
    }
  };
  const apply = () => {
    document.documentElement.dataset.theme = remembered() ?? (wish.matches ? "dark" : "light");
  };
  wish.addEventListener("change", apply);
  apply();
}
