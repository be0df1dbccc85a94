/* global document, fetch, setTimeout, clearTimeout */

/** Puts titles and words that are like what is being typed into the list that the browser offers at the search field. */
const field = document.querySelector('input[list="word-list"]');
const list = document.getElementById('word-list');
let waiting;
let asked = 0;

async function ask() {
  const typed = field.value.trim();
  if (typed.length < 2) return;
  const turn = (asked += 1);
  try {
    const answer = await fetch(`/search/suggestions?q=${encodeURIComponent(typed)}`);
    const { suggestions } = answer.ok ? await answer.json() : { suggestions: [] };
    // An answer that was overtaken by a later one says nothing any more.
    if (turn !== asked || suggestions.length === 0) return;
    list.replaceChildren(
      ...suggestions.map((words) => {
        const option = document.createElement('option');
        option.value = words;
        return option;
      }),
    );
  } catch {
    // The list stays as the page brought it.
  }
}

field?.addEventListener('input', () => {
  clearTimeout(waiting);
  waiting = setTimeout(() => void ask(), 250);
});
