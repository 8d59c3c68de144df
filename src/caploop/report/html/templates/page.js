const word = document.body.dataset;
const said = (text, value) => text.replace('#', value);
const pages = [...document.querySelectorAll('article.page')];
const missing = document.querySelector('.missing');

// Names that an address may have besides ids: those of runs.
const places = new Map();
// One page at a time, by the address after #: a page's own name or that of anything on it.
const show = () => {
  const name = decodeURIComponent(location.hash.slice(1));
  const target = name && (document.getElementById(name) || places.get(name));
  const page = (target && target.closest('article.page')) || pages[0];
  if (missing) missing.hidden = !name || Boolean(target);
  for (const one of pages) one.classList.toggle('current', one === page);
  for (const link of pages.length > 1 ? document.querySelectorAll('.pages a') : []) {
    if (link.hash === '#' + (page && page.id)) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  if (!target) return;
  for (let at = target; at; at = at.parentElement) {
    if (at.tagName === 'DETAILS') at.open = true;
  }
  const row = target.closest('tr');
  if (row && row.hidden) unfold(row.closest('table'));
  if (target.matches('article.page')) scrollTo(0, 0);
  else target.scrollIntoView();
};

const ROWS = 8;
const kept = (table) => Number(table.dataset.rows || ROWS);
const fold = (table) => [...table.tBodies[0].rows].forEach((r, i) => { r.hidden = i >= kept(table); });
const unfold = (table) => {
  for (const row of table.tBodies[0].rows) row.hidden = false;
  if (table.fold) table.fold.textContent = word.fewer;
  table.dataset.open = '1';
};
const cellText = (cell) => cell.innerText.trim().replace(/\s+/g, ' ');
const SIZE = { k: 1e3, m: 1e6, mn: 1e6, bn: 1e9, trn: 1e12, 万: 1e4, 亿: 1e8, 万亿: 1e12 };
const value = (text) => {
  if (/^\d{4}(Q\d|-\d)/.test(text)) return null;
  const found = text.replace(/[,<>$]/g, '').replace('−', '-').match(/^(-?[\d.]+)\s*(trn|bn|mn|万亿|亿|万|k|m)?/);
  return found ? Number(found[1]) * (SIZE[found[2]] || 1) : null;
};
const button = (text, act) => {
  const made = document.createElement('button');
  made.type = 'button';
  made.textContent = text;
  made.addEventListener('click', act);
  return made;
};
const quoted = (text) => (/[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text);
const csv = (table) => {
  const rows = [...table.rows].map((r) => [...r.cells].map((c) => quoted(c.textContent.trim().replace(/\s+/g, ' '))));
  const foot = document.querySelector('footer').textContent.trim().replace(/\s+/g, ' ');
  const lines = [quoted(table.caption ? table.caption.textContent : ''), ...rows.map((r) => r.join(',')), quoted(foot)];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(new Blob(['\ufeff' + lines.join('\n') + '\n'], { type: 'text/csv' }));
  link.download = (table.closest('[id]') || { id: 'table' }).id + '.csv';
  link.click();
  URL.revokeObjectURL(link.href);
};
const sort = (table, place, head) => {
  const down = head.getAttribute('aria-sort') === 'ascending';
  for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
  head.setAttribute('aria-sort', down ? 'descending' : 'ascending');
  const body = table.tBodies[0];
  const keyed = [...body.rows].map((row) => {
    const text = row.cells[place] ? row.cells[place].textContent.trim() : '';
    return [value(text), text, row];
  });
  keyed.sort((a, b) => (a[0] === null || b[0] === null
    ? (a[0] === null) - (b[0] === null) || a[1].localeCompare(b[1], document.documentElement.lang)
    : a[0] - b[0]));
  if (down) keyed.reverse();
  for (const [, , row] of keyed) body.append(row);
  if (table.classList.contains('long') && !table.dataset.open) fold(table);
};
for (const table of document.querySelectorAll('table.stack')) {
  if (!table.tBodies.length || !table.tHead) continue;
  const tools = document.createElement('div');
  tools.className = 'tools';
  const rows = table.tBodies[0].rows;
  const long = table.classList.contains('long') && rows.length > kept(table);
  if (long) {
    const all = said(word.all, rows.length);
    table.fold = button(all, () => {
      if (table.dataset.open) { delete table.dataset.open; fold(table); table.fold.textContent = all; } else unfold(table);
    });
    tools.append(table.fold);
    fold(table);
  }
  if (rows.length > 1 && table.tHead.rows.length === 1) {
    [...table.tHead.rows[0].cells].forEach((head, place) => {
      const text = head.textContent;
      const by = button(text, () => sort(table, place, head));
      by.title = said(word.sort, text);
      head.replaceChildren(by);
    });
  }
  tools.append(button(word.csv, () => csv(table)));
  table.after(tools);
  const filter = table.dataset.filter;
  if (!filter) continue;
  const label = document.createElement('label');
  const field = document.createElement('input');
  label.className = 'filter';
  field.type = 'search';
  label.append(filter + ' ', field);
  table.before(label);
  field.addEventListener('input', () => {
    const wanted = field.value.toLowerCase();
    if (!wanted && long && !table.dataset.open) { fold(table); return; }
    for (const row of rows) row.hidden = !row.textContent.toLowerCase().includes(wanted);
  });
}

// A figure opens what it rests on beside it; Esc leads back to the figure.
const aside = document.createElement('dialog');
aside.className = 'aside';
document.body.append(aside);
const told = (row) => {
  const list = document.createElement('dl');
  for (const cell of row.cells) {
    if (!cell.textContent.trim()) continue;
    const name = document.createElement('dt');
    const held = document.createElement('dd');
    name.textContent = cell.dataset.name || '';
    held.append(...cell.cloneNode(true).childNodes);
    list.append(name, held);
  }
  return list;
};
const fetched = new Map();
// A row of this page, or of another page of the folder; null where it is none or is not to be had.
const rowOf = async (link) => {
  const name = decodeURIComponent(link.hash.slice(1));
  let held = document;
  if (link.pathname !== location.pathname) {
    if (!fetched.has(link.pathname)) {
      fetched.set(link.pathname, fetch(link.pathname).then((answer) => answer.text())
        .then((text) => new DOMParser().parseFromString(text, 'text/html')));
    }
    held = await fetched.get(link.pathname).catch(() => null);
  }
  const row = held && held.getElementById(name);
  return row && row.tagName === 'TR' ? row : null;
};
const open = (link, row) => {
  const there = document.createElement('a');
  there.href = link.href;
  there.textContent = word.list;
  aside.setAttribute('aria-label', row.cells[0].textContent);
  aside.replaceChildren(button(word.close, () => aside.close()), told(row), there);
  aside.onclose = () => link.focus();
  if (!aside.open) aside.showModal();
};
document.addEventListener('click', (event) => {
  const link = event.target.closest('a[href*="#"]');
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  if (aside.contains(link) || !link.matches('.cite, .also, .deals td a')) {
    if (aside.open) aside.close();
    return;
  }
  event.preventDefault();
  rowOf(link).then((row) => { if (row) open(link, row); else location.href = link.href; });
});
// Levers: a choice among runs that were made before; the address keeps which one.
const SVG = 'http://www.w3.org/2000/svg';
const made = (tag, text) => { const one = document.createElement(tag); one.textContent = text; return one; };
const drawn = (tag, given) => {
  const one = document.createElementNS(SVG, tag);
  for (const [name, held] of Object.entries(given)) one.setAttribute(name, held);
  return one;
};
const chart = (title, years, base, chosen) => {
  const [wide, high, left, top] = [400, 196, 4, 22];
  const all = [...base.high, ...base.low, ...chosen.high, ...chosen.low, 0];
  const [least, most] = [Math.min(...all), Math.max(...all)];
  const x = (i) => left + (wide - 2 * left) * i / (years.length - 1);
  const y = (v) => top + (high - top - 22) * (1 - (v - least) / (most - least || 1));
  const svg = drawn('svg', { viewBox: `0 0 ${wide} ${high}`, class: 'scene', role: 'img', 'aria-label': title });
  const line = (values) => values.map((v, i) => `${x(i)},${y(v)}`).join(' ');
  const band = (of) => line(of.high) + ' ' + of.low.map((v, i) => `${x(i)},${y(v)}`).reverse().join(' ');
  const group = drawn('g', { class: 'hue-purchase' });
  group.append(
    drawn('line', { x1: 0, x2: wide, y1: y(0), y2: y(0), class: 'base' }),
    drawn('polygon', { points: band(base), class: 'st-utility pale-band' }),
    drawn('polygon', { points: band(chosen), class: 'band' }),
    drawn('polyline', { points: line(base.middle), class: 'plan' }),
    drawn('polyline', { points: line(chosen.middle), class: 'line' }),
  );
  svg.append(group);
  const put = (text, given) => { const one = drawn('text', { class: 'tick', ...given }); one.textContent = text; svg.append(one); };
  put(String(Math.round(most)), { x: 0, y: 16 });
  years.forEach((year, i) => {
    if (i % 3) return;
    put(year.slice(0, 4), { x: x(i), y: high - 8, 'text-anchor': i ? (i === years.length - 1 ? 'end' : 'middle') : 'start' });
  });
  return svg;
};
const levers = () => {
  const home = document.getElementById('levers');
  const source = document.getElementById('levers-data');
  if (!home || !source || !source.textContent) return;
  const data = JSON.parse(source.textContent);
  const says = JSON.parse(home.dataset.words);
  const runs = new Map(data.runs.map((run) => [run.id, run]));
  const label = made('label', says.choose + ' ');
  const choice = document.createElement('select');
  choice.append(new Option(says.none, 'base'));
  for (const [group, name] of Object.entries(data.groups)) {
    const held = document.createElement('optgroup');
    held.label = name;
    held.append(...data.runs.filter((run) => run.group === group).map((run) => new Option(run.name, run.id)));
    choice.append(held);
  }
  const answer = document.createElement('div');
  answer.setAttribute('aria-live', 'polite');
  const render = () => {
    const [base, run] = [runs.get('base'), runs.get(choice.value)];
    const told = made('p', run.told);
    told.className = 'told';
    const charts = document.createElement('div');
    charts.className = 'pair';
    for (const name of ['cash', 'revenue']) {
      const figure = document.createElement('figure');
      figure.append(made('figcaption', says[name]), chart(says[name], data.years, base[name], run[name]));
      charts.append(figure);
    }
    const table = document.createElement('table');
    const head = table.createTHead().insertRow();
    for (const text of [says.result, says.before, ...(run === base ? [] : [says.with])]) {
      const cell = made('th', text);
      cell.scope = 'col';
      head.append(cell);
    }
    const body = table.createTBody();
    data.results.forEach((name, i) => {
      const row = body.insertRow();
      const first = made('th', name);
      first.scope = 'row';
      row.append(first, made('td', base.results[i]), ...(run === base ? [] : [made('td', run.results[i])]));
    });
    table.createCaption().textContent = choice.selectedOptions[0].text;
    answer.replaceChildren(told, charts, made('p', says.band), table);
    answer.children[2].className = 'why';
  };
  choice.addEventListener('change', () => { history.replaceState(null, '', '#run-' + choice.value); render(); });
  const asked = () => {
    const id = decodeURIComponent(location.hash).replace('#run-', '');
    if (runs.has(id)) { choice.value = id; render(); }
  };
  label.append(choice);
  home.append(label, answer);
  home.hidden = false;
  for (const id of runs.keys()) places.set('run-' + id, home);
  addEventListener('hashchange', asked);
  render();
  asked();
};
levers();
document.documentElement.classList.add('paged');
addEventListener('hashchange', show);
show();
