// What the page can do besides showing itself. Without it all is there, in the order in which it was written.
'use strict';

// A link into a folded part opens it.
const reveal = () => {
  let target = null;
  try {
    target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
  } catch {
    return; // no anchor of this page
  }
  for (let e = target; e; e = e.parentElement) {
    if (e.localName === 'details') e.open = true;
  }
  if (target) target.scrollIntoView();
};
addEventListener('hashchange', reveal);
reveal();

// A cell as text, without the name of its column.
const textOf = (cell) => {
  const copy = cell.cloneNode(true);
  for (const name of copy.querySelectorAll('.column')) name.remove();
  return copy.textContent.trim();
};

// Numbers before text, by the first number in a cell.
const compare = (a, b) => {
  const [x, y] = [a, b].map((text) => parseFloat(text.replace(/^[^\d.+-]*/, '').replace(/,(?=\d{3})/g, '')));
  if (!isNaN(x) && !isNaN(y) && x !== y) return x - y;
  if (isNaN(x) !== isNaN(y)) return isNaN(x) ? 1 : -1;
  return a.localeCompare(b, 'en', {numeric: true});
};

const makeSortable = (table) => {
  const body = table.tBodies[0];
  [...table.tHead.rows[0].cells].forEach((header, column) => {
    if (!header.textContent.trim()) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...header.childNodes);
    header.append(button);
    button.addEventListener('click', () => {
      const down = header.getAttribute('aria-sort') === 'ascending';
      for (const other of table.tHead.rows[0].cells) other.removeAttribute('aria-sort');
      header.setAttribute('aria-sort', down ? 'descending' : 'ascending');
      const rows = [...body.rows].map((row) => [textOf(row.cells[column]), row]);
      rows.sort(([a], [b]) => (down ? compare(b, a) : compare(a, b)));
      body.append(...rows.map(([, row]) => row));
    });
  });
};

const makeFilterable = (box, table) => {
  const label = document.createElement('label');
  const input = document.createElement('input');
  label.className = 'filter';
  input.type = 'search';
  label.append('Filter rows ', input);
  box.before(label);
  input.addEventListener('input', () => {
    const words = input.value.toLowerCase().split(/\s+/);
    for (const row of table.tBodies[0].rows) {
      const text = row.textContent.toLowerCase();
      row.hidden = !words.every((word) => text.includes(word));
    }
  });
};

for (const box of document.querySelectorAll('.table')) {
  const table = box.querySelector('table');
  if (!table || !table.tBodies.length) continue;
  const rows = table.tBodies[0].rows.length;
  if (rows >= 4) makeSortable(table);
  if (rows >= 12) makeFilterable(box, table);
}
