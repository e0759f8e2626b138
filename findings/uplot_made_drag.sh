#!/usr/bin/env bash
# uPlot selects nothing in a drag made of mouse events from touches.
#
# Guess:  a chart that listens to the mouse only can be dragged with a finger by
#         sending it mousedown, mousemove and mouseup with the finger's place: a
#         plot reads clientX, and where the pointer was before it knows itself.
# Seen:   uPlot 1.6.32. Once the button is down it passes over every mousemove whose
#         movementX and movementY are 0. They are 0 in every MouseEvent that a script
#         makes in a browser (Pointer Lock, "MouseEventInit": default 0), so the
#         selection stays empty and setSelect is never called; nothing is raised. The
#         move before the button is down is taken, so a cursor does follow the finger.
# Mend:   give the made event a movement, by MouseEventInit or, where a browser does
#         not read it there, by defining the property on the event.
# Note:   jsdom has no movementX at all; the script gives it the browser's 0.
set -euo pipefail
tmp="$(mktemp -d)"
trap 'rm -rf "$tmp"' EXIT
cd "$tmp"
echo '{"private": true}' >package.json
npm install --silent --no-audit --no-fund --ignore-scripts uplot@1.6.32 jsdom@26.1.0
cat >ask.cjs <<'JS'
const { JSDOM } = require('jsdom');
const { window } = new JSDOM('<!doctype html>', { pretendToBeVisual: true });
window.matchMedia = () => ({ addEventListener() {}, removeEventListener() {} });
window.Path2D = class { moveTo() {} lineTo() {} rect() {} arc() {} };
const brush = new Proxy({}, { get: (_, k) => (k === 'measureText' ? () => ({ width: 10 }) : () => {}), set: () => true });
window.HTMLCanvasElement.prototype.getContext = () => brush;
window.HTMLElement.prototype.getBoundingClientRect = () => ({ left: 0, top: 0, width: 500, height: 100 });
for (const k of ['document', 'HTMLElement', 'MouseEvent', 'CustomEvent', 'getComputedStyle', 'requestAnimationFrame', 'matchMedia', 'Path2D'])
  globalThis[k] = window[k];
Object.assign(globalThis, { window, devicePixelRatio: 1 });
globalThis.navigator ??= window.navigator;
const uPlot = require('uplot');
console.log('uplot', require('uplot/package.json').version);

const soon = () => new Promise((done) => setTimeout(done, 50));

async function drag(moved) {
  let chosen = 'nothing';
  const setSelect = [(u) => (chosen = `${u.select.width} px`)];
  const options = { width: 500, height: 200, scales: { x: { time: false } }, series: [{}, {}], hooks: { setSelect },
    cursor: { drag: { x: true, y: false, setScale: false } } };
  const plot = new uPlot(options, [[0, 1, 2, 3, 4], [1, 2, 3, 4, 5]], document.body);
  await soon();
  for (const [type, x] of [['mousemove', 100], ['mousedown', 100], ['mousemove', 150], ['mousemove', 300], ['mouseup', 300]]) {
    const e = new MouseEvent(type, { clientX: x, clientY: 50, button: 0, buttons: 1, bubbles: true });
    Object.defineProperties(e, { movementX: { value: moved }, movementY: { value: 0 } });
    plot.over.dispatchEvent(e);
  }
  await soon();
  console.log(`a drag from 100 to 300 with movementX ${moved} selects`, chosen);
  plot.destroy();
}
drag(0).then(() => drag(1)).then(() => process.exit(0));
JS
node ask.cjs | tee seen
diff seen - <<'WANT'
uplot 1.6.32
a drag from 100 to 300 with movementX 0 selects nothing
a drag from 100 to 300 with movementX 1 selects 200 px
WANT
