<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<!-- The page runs its own script and nothing else, loads nothing and sends nothing, whatever gets into it. -->
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; img-src data:; style-src 'sha256-{{STYLE_HASH}}'; script-src 'sha256-{{SCRIPT_HASH}}'{{#LIVE}} 'wasm-unsafe-eval'; worker-src blob:{{/LIVE}}; base-uri 'none'; form-action 'none'">
<title>{{TITLE}}</title>
<style>{{STYLE}}</style>
</head>
<body>
<main>
<div class="intro">
{{INTRO}}</div>
<nav aria-label="Contents">
<p>Contents</p>
<ul>
{{#LIVE}}<li class="level-2" id="live-entry" hidden><a href="#live-title">Train a network on this device</a></li>
{{/LIVE}}{{#CONTENTS}}<li class="level-{{LEVEL}}"><a href="#{{ID}}">{{TEXT}}</a></li>
{{/CONTENTS}}</ul>
</nav>
{{#LIVE}}{{LIVE_SECTION}}{{/LIVE}}{{REST}}</main>
<script>{{SCRIPT}}</script>
</body>
</html>
