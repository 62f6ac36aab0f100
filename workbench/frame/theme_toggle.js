// frame/theme_toggle.js
//
// Light, dark, or as the system says: one button that goes round.
//
// Used by   frame/header.js; theme.js applies it at the start, and follows the system.
import { html, useState } from "../vendor/preact_htm.js";
import { Icon } from "../icons.js";
import { keep, readKept } from "../kept.js";

const THEMES = [
  { id: "system", label: "as the system", icon: "screen" },
  { id: "light", label: "light", icon: "sun" },
  { id: "dark", label: "dark", icon: "moon" },
];

function apply(theme) {
  const isDark = theme === "system" ? matchMedia("(prefers-color-scheme: dark)").matches : theme === "dark";
  document.documentElement.dataset.theme = isDark ? "dark" : "light";
  keep("theme", theme === "system" ? null : theme);
}

export function ThemeToggle() {
  const [theme, setTheme] = useState(readKept("theme", "system"));
  const at = Math.max(0, THEMES.findIndex((known) => known.id === theme));
  const next = THEMES[(at + 1) % THEMES.length];
  const turn = () => {
    apply(next.id);
    setTheme(next.id);
  };
  return html`<button class="icon-button" onClick=${turn} aria-label=${`Theme: ${THEMES[at].label}`}
    title=${`Theme: ${THEMES[at].label}. Next: ${next.label}.`}>
    <${Icon} name=${THEMES[at].icon} />
  </button>`;
}
