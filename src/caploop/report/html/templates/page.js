for (const table of document.querySelectorAll('table[data-filter]')) {
  const word = table.dataset.filter;
  if (!word) continue;
  const label = document.createElement('label');
  const field = document.createElement('input');
  label.className = 'filter';
  field.type = 'search';
  label.append(word + ' ', field);
  table.before(label);
  field.addEventListener('input', () => {
    const wanted = field.value.toLowerCase();
    for (const row of table.tBodies[0].rows) {
      row.hidden = !row.textContent.toLowerCase().includes(wanted);
    }
  });
}
const open = () => {
  const target = location.hash && document.getElementById(location.hash.slice(1));
  const folded = target && target.closest('details');
  if (folded) { folded.open = true; target.scrollIntoView(); }
};
addEventListener('hashchange', open);
open();
