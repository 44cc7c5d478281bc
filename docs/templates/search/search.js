// Finds the page for what somebody types, with or without accents, spaces and the right letters.
// A classic script, not a module: a page on a USB stick may load no other kind.
"use strict";
const MOST = 8;
const SYLLABLE = /[\p{L}\p{N}\p{M}]+/gu;

// Marks of Latin letters only: in Khmer or Thai, marks are vowels.
const folded = (text) =>
  text.toLowerCase().normalize("NFD").replace(/[\u0300-\u036f]/g, "").replace(/đ/g, "d");
const syllables = (text) => folded(text).match(SYLLABLE) ?? [];

// A text as terms: syllables without accents, each two neighbours glued ("công an" and
// "congan" meet there), and what had accents with them, so that the very word comes first.
function terms(text) {
  const plain = syllables(text);
  const pairs = plain.slice(1).map((syllable, index) => plain[index] + syllable);
  const exact = (text.toLowerCase().normalize("NFC").match(SYLLABLE) ?? []).filter(
    (syllable) => folded(syllable) !== syllable,
  );
  return [...plain, ...pairs, ...exact];
}

// What stands in texts: each syllable, and each two neighbours, by how they look when glued.
function glued(texts) {
  const all = texts.map(syllables);
  const known = new Map(all.flat().map((syllable) => [syllable, syllable]));
  for (const plain of all) {
    for (const [place, syllable] of plain.entries()) {
      const pair = place ? plain[place - 1] + syllable : syllable;
      if (!known.has(pair)) known.set(pair, `${plain[place - 1]} ${syllable}`);
    }
  }
  return known;
}

// A word without its spaces, such as "chothuetaikhoan", in as few known pieces as it takes, or as
// it is where that cannot be done.
function unglued(word, known) {
  const best = [{ pieces: 0, text: "" }];
  for (let end = 1; end <= word.length; end += 1) {
    for (let start = Math.max(0, end - 14); start < end; start += 1) {
      const piece = best[start] && known.get(word.slice(start, end));
      const pieces = piece && best[start].pieces + 1;
      if (piece && !(best[end]?.pieces <= pieces)) {
        best[end] = { pieces, text: `${best[start].text} ${piece}` };
      }
    }
  }
  return best[word.length]?.text.trim() ?? word;
}

// As search.json has them: its language, documents [{ href, name, text, heard, lang?, dir?,
// urgent?, way? }], and what people type for short ({ stk: "số tài khoản" }).
function index({ lang, dir, short, documents }) {
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
    lang,
    dir,
    documents: new Map(documents.map((document) => [document.href, document])),
    full: new Map(Object.entries(short).map(([word, meant]) => [folded(word), meant])),
    known: glued(documents.flatMap(({ name, text, heard }) => [name, text, heard])),
    ways: documents.filter((document) => document.way),
    urgent,
    alarms: urgent ? urgent.heard.split("; ").map(syllables) : [],
  };
}

const LONGEST = 7; // "nghieng"; whatever is longer has lost a space
function inFull({ full, known }, query) {
  return query.replace(SYLLABLE, (syllable) => {
    const plain = folded(syllable);
    if (full.has(plain)) return full.get(plain);
    if (known.get(plain) === plain) return syllable;
    return known.get(plain) ?? (plain.length < LONGEST ? syllable : unglued(plain, known));
  });
}

// Whether somebody may be losing money right now: all syllables of one alarm were typed.
function isUrgent(words, query) {
  const typed = new Set(syllables(inFull(words, query)));
  return words.alarms.some((alarm) => alarm.every((syllable) => typed.has(syllable)));
}

// What other sites can look up and ours cannot: a number of a phone or an account, an address.
const NUMBER = /\+?\d(?:[\s.()-]?\d){7,}/g;
const AMOUNT = /^[1-9]\d{0,2}(?:[.\s]\d{3})+$/;
const ADDRESS = /https?:|www\.|[a-z\d]\.(?:vn|com|net|org|info|top|vip|xyz|cc|app|online|site|shop|club|icu|link|live|store|pro|win|me|io|tk|ly|asia|biz)\b/i;

function isLookup(query) {
  return ADDRESS.test(query) || (query.match(NUMBER) ?? []).some((number) => !AMOUNT.test(number));
}

// Pages with two neighbouring syllables of the query, or with most of its syllables, best first. A
// page that shares one word out of five is no answer. Pairs may be off by a letter where asked.
function matches(words, query, typo) {
  const typed = syllables(query);
  const known = new Set(typed);
  return words.engine
    .search(query, {
      prefix: (term) => term.length > 3,
      fuzzy: (term, place) => (place < typed.length ? term.length > 4 : typo && term.length > 6) && 1,
      weights: { prefix: 0.4, fuzzy: 0.2 },
    })
    .filter(({ queryTerms }) => {
      const plain = new Set(queryTerms.filter((term) => folded(term) === term));
      const single = [...plain].filter((term) => known.has(term)).length;
      return plain.size > single || single * 2 > known.size;
    })
    .map(({ id }) => words.documents.get(id));
}

// What was found, the emergency answer before all else where it may be one.
function find(words, query) {
  const full = inFull(words, query);
  const exact = matches(words, full, false);
  const hits = exact.length ? exact : matches(words, full, true);
  const first = isUrgent(words, query) ? [words.urgent] : [];
  return [...new Set([...first, ...hits])].slice(0, MOST);
}

// How much of a query is words of this language, 0 to 1.
function shareKnown(words, query) {
  const typed = syllables(inFull(words, query));
  return typed.filter((syllable) => words.known.has(syllable)).length / (typed.length || 1);
}

// Whether a query is of this language. Whoever finds nothing may have typed in another one that the
// site speaks; but an alarm that is understood is never handed on.
function isOurs(words, query) {
  return isUrgent(words, query) || (shareKnown(words, query) >= 0.6 && find(words, query).length > 0);
}

function show(words, query, address) {
  const list = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const hits = find(words, query);
  const { found, nothing, lookup } = status.dataset;
  const lookedUp = isLookup(query);
  document.getElementById("search-emergency").hidden = !isUrgent(words, query);
  status.className = lookedUp ? "summary verdict" : "";
  status.textContent = lookedUp ? lookup : hits.length ? found : nothing;
  list.replaceChildren(
    ...(hits.length ? hits : words.ways).map(({ href, name, text, lang, dir }) => {
      const item = document.createElement("li");
      const link = item.appendChild(document.createElement("a"));
      const said = link.appendChild(document.createElement("span"));
      said.appendChild(document.createElement("strong")).textContent = name;
      said.appendChild(document.createElement("small")).textContent = text;
      link.href = new URL(href, new URL(address, location));
      Object.assign(item, { lang: lang ?? words.lang, dir: dir ?? words.dir });
      return item;
    }),
  );
}

async function start(list) {
  const field = document.getElementById("q");
  const typed = () => new URLSearchParams(location.search).get("q")?.slice(0, 200).trim() ?? "";
  const nothing = index({ short: {}, documents: [] });
  const loaded = new Map();
  const load = (address) => {
    if (!loaded.has(address)) loaded.set(address, fetched(address));
    return loaded.get(address);
  };
  const fetched = async (address) => {
    try {
      const stored = document.getElementById(address); // a copy on a stick carries it in the page
      const answer = stored ? undefined : await fetch(address);
      if (answer && !answer.ok) throw new Error(answer.statusText);
      return index(stored ? JSON.parse(stored.textContent) : await answer.json());
    } catch {
      loaded.delete(address); // to be tried again
      return nothing;
    }
  };
  const run = async () => {
    field.value = typed();
    if (!field.value) {
      list.replaceChildren();
      document.getElementById("search-status").textContent = "";
      return;
    }
    let address = list.dataset.index;
    let words = await load(address);
    let share = shareKnown(words, field.value);
    const others = isOurs(words, field.value) ? [] : list.dataset.others.split(" ").filter(Boolean);
    for (const other of others) {
      const theirs = await load(other);
      const theirShare = shareKnown(theirs, field.value);
      if (theirShare <= share || !find(theirs, field.value).length) continue;
      [address, words, share] = [other, theirs, theirShare];
    }
    show(words, field.value, address);
  };
  field.addEventListener("focus", () => load(list.dataset.index));
  field.form.addEventListener("submit", async (event) => {
    if (location.protocol === "file:") return; // no history there: the page opens anew
    event.preventDefault();
    history.pushState(null, "", `?q=${encodeURIComponent(field.value)}`);
    await run();
  });
  addEventListener("popstate", run);
  await run();
}

const list = globalThis.document?.getElementById("search-results");
if (list) start(list);
