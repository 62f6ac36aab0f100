// gallery/gallery.js
//
// The place "Gallery": search, and everything that was made, newest first.
//
// Used by   app.js
import { html, useEffect, useState } from "../vendor/preact_htm.js";
import { goTo } from "../frame/route.js";
import { Icon } from "../icons.js";
import { plural } from "../plain_words.js";
import { connectionStore } from "../run/live_jobs.js";
import { useStore } from "../state.js";
import { PictureGrid } from "./picture_grid.js";
import { loadOlder, loadingStore, search, searchStore, usePictures } from "./pictures.js";

const PAUSE_MS = 250;

function SearchBox() {
  const [text, setText] = useState(searchStore.get().text);
  useEffect(() => {
    const timer = setTimeout(() => search(text), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [text]);
  return html`<label class="search-box">
    <${Icon} name="search" size=${16} />
    <input class="input" type="search" aria-label="Search by prompt" placeholder="Search by prompt" value=${text}
      onInput=${(event) => setText(event.target.value)} />
  </label>`;
}

function Nothing({ text }) {
  return html`<div class="nothing">
    <${Icon} name=${text ? "search" : "image"} size=${32} />
    <h3>${text ? `Nothing matches “${text}”` : "No pictures yet"}</h3>
    <p class="note">${text ? "The search looks into prompts." : "What you draw is kept here for as long as the server keeps it."}</p>
    ${!text && html`<button class="button button-primary" onClick=${() => goTo("create")}>Draw something</button>`}
  </div>`;
}

function Foot({ pictures, hasOlder }) {
  const { isLoading, problem } = useStore(loadingStore);
  if (problem) {
    return html`<p class="problem" role="alert"><${Icon} name="warning" size=${16} /><span>${problem.message}</span>
      <button class="button button-small" onClick=${loadOlder}>Try again</button></p>`;
  }
  if (isLoading || hasOlder) return html`<p class="gallery-foot note">Looking further back…</p>`;
  return pictures.length > 12 && html`<p class="gallery-foot note">That is everything: ${plural(pictures.length, "picture")}.</p>`;
}

export function Gallery() {
  const pictures = usePictures();
  const { text, found, next: nextFound } = useStore(searchStore);
  const connection = useStore(connectionStore);
  const hasOlder = found ? nextFound !== null : !connection.isListed || connection.next !== null;
  // Pages without a single picture (expired or failed jobs) do not make the list longer: go on by ourselves.
  useEffect(() => {
    if (hasOlder && pictures.length < 20) loadOlder();
  }, [hasOlder, pictures.length, connection.next, nextFound]);
  const count = `${plural(pictures.length, "picture")}${hasOlder ? " so far" : ""}`;
  return html`<section class="place gallery" aria-labelledby="gallery-title">
    <header class="place-head">
      <div><h1 id="gallery-title">Gallery</h1><p class="note" role="status">${pictures.length > 0 && count}</p></div>
      <${SearchBox} />
    </header>
    ${pictures.length > 0 ? html`<${PictureGrid} key=${text} pictures=${pictures} />` : !hasOlder && html`<${Nothing} text=${text} />`}
    <${Foot} pictures=${pictures} hasOlder=${hasOlder} />
  </section>`;
}
