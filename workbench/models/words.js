// models/words.js
//
// The words a small model knows, with a box to look for one.
//
// Used by   models/model_card.js
import { html, useState } from "../vendor/preact_htm.js";
import { plural } from "../plain_words.js";
import { Icon } from "../icons.js";

export function Words({ model }) {
  const [text, setText] = useState("");
  const wanted = text.trim().toLowerCase();
  const found = wanted ? model.words.filter((word) => word.includes(wanted)) : model.words;
  return html`<details class="words">
    <summary><${Icon} name="right" size=${16} /><span>Knows ${plural(model.words.length, "word")}</span></summary>
    <div class="words-body">
      <input class="input" type="search" aria-label=${`Words that ${model.name} knows`} placeholder="Look for a word" value=${text}
        onInput=${(event) => setText(event.target.value)} />
      <p class="note" role="status">${wanted && (found.length === 0 ? `It does not know “${text.trim()}”.` : plural(found.length, "word"))}</p>
      <ul tabindex="0" aria-label="Known words">${found.map((word) => html`<li key=${word}>${word}</li>`)}</ul>
    </div>
  </details>`;
}
