// compose/prompt_check.js
//
// Asks the server how long a prompt is for a model and which words the model does not know, once typing pauses.
//
// Used by   compose/prompt_field.js
// Traps     A failed check shows nothing: the prompt itself is not at fault, and sending it tells what is.
import { useEffect, useState } from "../vendor/preact_htm.js";
import { post } from "../api.js";

const PAUSE_MS = 350;

// {tokens, tokens_max, unknown_words, read_as} of the text as it was at the last pause, or null.
export function usePromptCheck(prompt, model) {
  const [check, setCheck] = useState(null);
  const text = prompt.trim();
  const name = model?.name;
  useEffect(() => {
    if (!text || !name) {
      setCheck(null);
      return undefined;
    }
    const giveUp = new AbortController();
    const timer = setTimeout(async () => {
      try {
        setCheck(await post("/api/prompts/check", { prompt: text, model: name }, { signal: giveUp.signal }));
      } catch (problem) {
        if (problem.name !== "AbortError") setCheck(null);
      }
    }, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
  }, [text, name]);
  return check;
}
