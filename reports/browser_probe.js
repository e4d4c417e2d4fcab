// Looks at the page in the frame and writes what is wrong with it, a line each, into this document.
'use strict';
window.addEventListener('load', () => {
  const page = document.querySelector('iframe').contentDocument;
  const root = page.documentElement;
  const width = root.clientWidth;
  const lines = [];
  const report = (line) => lines.push('probe: ' + line.replace(/\s+/g, ' '));

  const scrollsByItself = (element) => {
    for (let e = element.parentElement; e && e !== page.body; e = e.parentElement) {
      if (['auto', 'scroll'].includes(page.defaultView.getComputedStyle(e).overflowX)) return true;
    }
    return false;
  };

  const figures = [...page.images];
  report(`figures ${figures.length}`);
  if (root.scrollWidth > width) report(`wider than the window: html ${root.scrollWidth} of ${width}`);
  for (const element of page.body.querySelectorAll('*')) {
    const box = element.getBoundingClientRect();
    if (box.width > 0 && (box.right > width + 0.5 || box.left < -0.5) && !scrollsByItself(element)) {
      report(`wider than the window: ${element.localName} ${box.left} to ${box.right}: ${element.textContent.slice(0, 60)}`);
    }
  }
  for (const image of figures) {
    if (!image.complete || image.naturalWidth === 0 || image.getBoundingClientRect().height < 50) {
      report(`no picture: ${image.alt}`);
    }
  }
  const out = document.createElement('pre');
  out.textContent = '\n' + lines.join('\n') + '\n';
  document.body.append(out);
});
