// Finds the page for what somebody types, with or without accents, spaces and the right letters.
import MiniSearch from "./minisearch.js";

const MOST = 8;
const SYLLABLE = /[\p{L}\p{N}\p{M}]+/gu;

// Marks of Latin letters only: in Khmer or Thai, marks are vowels.
const folded = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
const syllables = (text) => folded(text).match(SYLLABLE) ?? [];

// A text as terms: syllables without accents, each two neighbours glued ("công an" and
// "congan" meet there), and what had accents with them, so that the very word comes first.
export function terms(text) {
  const plain = syllables(text);
  const pairs = plain.slice(1).map((syllable, index) => plain[index] + syllable);
  const exact = (text.toLowerCase().normalize("NFC").match(SYLLABLE) ?? []).filter(
    (syllable) => folded(syllable) !== syllable,
  );
  return [...plain, ...pairs, ...exact];
}

// As search.json has them: documents [{ href, name, text, heard, lang?, dir?, urgent? }], and what
// people type for short ({ stk: "số tài khoản" }).
export function index({ short, documents }) {
  const engine = new MiniSearch({
    fields: ["name", "text", "heard"],
    tokenize: terms,
    processTerm: (term) => term,
    idField: "href",
  });
  engine.addAll(documents);
  const urgent = documents.find((document) => document.urgent);
  return {
    engine,
    documents: new Map(documents.map((document) => [document.href, document])),
    full: new Map(Object.entries(short).map(([word, meant]) => [folded(word), meant])),
    urgent,
    alarms: (urgent?.urgent ?? []).map(syllables),
  };
}

const inFull = ({ full }, query) =>
  query.replace(SYLLABLE, (syllable) => full.get(folded(syllable)) ?? syllable);

// Whether somebody may be losing money right now: all syllables of one alarm were typed.
export function isUrgent(words, query) {
  const typed = new Set(syllables(inFull(words, query)));
  return words.alarms.some((alarm) => alarm.every((syllable) => typed.has(syllable)));
}

// What was found, best first: pages with two neighbouring syllables of the query, or with most of
// its syllables. A page that shares one word out of five is no answer.
export function find(words, query) {
  const full = inFull(words, query);
  const typed = syllables(full);
  const known = new Set(typed);
  const hits = words.engine
    .search(full, {
      prefix: (term) => term.length > 3,
      fuzzy: (term, place) => place < typed.length && term.length > 4 && 1,
      weights: { prefix: 0.4, fuzzy: 0.2 },
    })
    .filter(({ queryTerms }) => {
      const plain = new Set(queryTerms.filter((term) => folded(term) === term));
      const single = [...plain].filter((term) => known.has(term)).length;
      return plain.size > single || single * 2 > known.size;
    })
    .map(({ id }) => words.documents.get(id));
  const first = isUrgent(words, query) ? [words.urgent] : [];
  return [...new Set([...first, ...hits])].slice(0, MOST);
}

function show(words, query) {
  const list = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const hits = find(words, query);
  document.getElementById("search-emergency").hidden = !isUrgent(words, query);
  status.textContent = hits.length ? status.dataset.found : status.dataset.nothing;
  list.replaceChildren(
    ...hits.map(({ href, name, text, lang, dir }) => {
      const item = document.createElement("li");
      const link = item.appendChild(document.createElement("a"));
      const said = link.appendChild(document.createElement("span"));
      said.appendChild(document.createElement("strong")).textContent = name;
      said.appendChild(document.createElement("small")).textContent = text;
      link.href = href;
      if (lang) Object.assign(item, { lang, dir });
      return item;
    }),
  );
}

async function start(list) {
  const field = document.getElementById("q");
  const typed = () => new URLSearchParams(location.search).get("q")?.slice(0, 200).trim() ?? "";
  const nothing = index({ short: {}, documents: [] });
  let loaded;
  const load = () =>
    (loaded ??= fetch(list.dataset.index)
      .then((answer) => (answer.ok ? answer.json() : Promise.reject(new Error(answer.statusText))))
      .then(index)
      .catch(() => {
        loaded = undefined; // to be tried again
        return nothing;
      }));
  const run = async () => {
    field.value = typed();
    if (field.value) return show(await load(), field.value);
    list.replaceChildren();
    document.getElementById("search-status").textContent = "";
  };
  field.addEventListener("focus", load);
  field.form.addEventListener("submit", async (event) => {
    event.preventDefault();
    history.pushState(null, "", `?q=${encodeURIComponent(field.value)}`);
    await run();
  });
  addEventListener("popstate", run);
  await run();
}

const list = globalThis.document?.getElementById("search-results");
if (list) start(list);
