// app.js
//
// The frame: header and places, the dialogs above them, the notes at the edge.
//
// Used by   main.js
import { html, useEffect } from "./vendor/preact_htm.js";
import { CodeSection } from "./compose/code_section.js";
import { Composer } from "./compose/composer.js";
import { Header } from "./frame/header.js";
import { PLACES, placeStore } from "./frame/route.js";
import { Toasts } from "./frame/toasts.js";
import { Gallery } from "./gallery/gallery.js";
import { SignIn } from "./keys/sign_in.js";
import { sessionStore } from "./keys/session.js";
import { ModelsPlace } from "./models/models_place.js";
import { Results } from "./run/results.js";
import { useStore } from "./state.js";
import { SystemPlace } from "./system/system_place.js";
import { Viewer } from "./viewer/viewer.js";
import { viewedStore } from "./viewer/viewed.js";

function Create() {
  return html`<div class="create">
    <h1 class="visually-hidden">Create</h1>
    <${Composer} />
    <div class="create-right"><${CodeSection} /><${Results} /></div>
  </div>`;
}

const CONTENTS = { create: Create, gallery: Gallery, models: ModelsPlace, system: SystemPlace };

export function App() {
  const place = useStore(placeStore);
  const viewed = useStore(viewedStore);
  const isAsking = useStore(sessionStore, (session) => session.isAsking);
  useEffect(() => {
    document.title = place === "create" ? "Reverie" : `${PLACES.find((one) => one.id === place).label} · Reverie`;
    scrollTo(0, 0);
  }, [place]);
  const skip = (event) => {
    event.preventDefault();
    document.getElementById("main").focus();
  };
  return html`<a class="skip-link" href="#main" onClick=${skip}>Skip to the content</a>
    <${Header} place=${place} />
    <main id="main" tabindex="-1"><${CONTENTS[place]} /></main>
    ${viewed && html`<${Viewer} viewed=${viewed} />`}
    ${isAsking && html`<${SignIn} />`}
    <${Toasts} />`;
}
