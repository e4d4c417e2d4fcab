<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="{{POLICY}}">
<title>{{TITLE}}</title>
<style>{{STYLE}}</style>
</head>
<body>
<main>
{{INTRO}}<nav aria-label="Contents">
<p>Contents</p>
<ul>
{{#CONTENTS}}<li class="level-{{LEVEL}}"><a href="#{{ID}}">{{TEXT}}</a></li>
{{/CONTENTS}}</ul>
</nav>
{{LIVE}}{{REST}}</main>
{{#SCRIPT}}<script>{{SCRIPT_TEXT}}</script>
{{/SCRIPT}}</body>
</html>
