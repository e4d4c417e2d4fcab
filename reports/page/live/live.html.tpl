<div id="live" role="region" aria-labelledby="live-title" hidden>
<h2 id="live-title">Train a network on this device</h2>
<p>Your browser trains one of the report's disc networks by the code that made the published runs, as WebAssembly inside this page, and
compares the final weights bit by bit. Nothing is sent or loaded.</p>
<form id="live-form">
<label>Network <select id="live-variant"></select></label>
<label>Seed <input id="live-seed" type="number" min="0" max="9007199254740991" step="1" value="0" required></label>
<button id="live-train" type="submit">Train</button>
<button id="live-verify" type="button">Verify this machine: ten seeds</button>
<button id="live-cancel" type="button" disabled>Cancel</button>
</form>
<progress id="live-progress" max="1" value="0" aria-label="Training" hidden></progress>
<p><span id="live-status" role="status"></span><span id="live-epoch"></span></p>
<div id="live-pictures" hidden>
<figure><canvas id="live-loss" width="480" height="320" role="img" aria-label="Training loss by epoch"></canvas>
<figcaption>Training loss by epoch: here, and grey the published run's, where its losses are in this page</figcaption></figure>
<figure><canvas id="live-boundary" width="320" height="320" role="img" aria-label="What the network says of the unit square"></canvas>
<figcaption>Blue: what the network takes for the inside of the disc, whose edge is the line</figcaption></figure>
</div>
<ul id="live-results"></ul>
</div>
